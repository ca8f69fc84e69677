"""De lo que se escribe o se toca sobre la ruta del plan al diálogo que toca abrir."""

from __future__ import annotations

import re

from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.marca_de_ruta import leer_paso
from bot.dialogos.remision import nombre_del_dialogo
from bot.ordenes.pedido import Pedido, decir
from bot.textos.consejo import errores_que_impiden, lo_que_falta
from bot.textos.errores import explicar
from bot.textos.idioma import _
from bot.textos.marcado import unir
from dominio.casos.aprobacion_del_plan import revisar_aprobacion
from dominio.casos.directorio import Directorio
from dominio.casos.remision import PeticionDeRemision, remisiones_del_plan, revisar_remision
from dominio.entender.texto import normalizar
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.errores.ruta import PlanConErrores
from dominio.modelo.documento import ClaseDocumento
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.persona import Rol
from dominio.modelo.remision import AccionDeRemision, RemisionDeDependencia
from dominio.reglas.permisos import Permiso, exigir
from dominio.reglas.remision import acciones_de_remision
from dominio.valores.fechas import Vigencia

# Letra del botón → diálogo que abre.
ABREN = {
    "c": "consejo",
    "b": "publicacion",
    "n": "documento_del_plan",
    "m": "marca_de_ruta",
    "z": "plazo_de_paso",
}
_ANIO = re.compile(r"(?:^|\s)((?:19|20)\d\d)(?=\s|$)", re.ASCII)
_DEL_PLAN = re.compile(r"(?:el )?plan(?: de accion)?(?: de)?(?: (20\d\d))?", re.ASCII)
_PARTE_DEL_PLAN = re.compile(r"(?:el )?plan(?: de accion)?(?: de)?(?: la)? (.{2,80})", re.ASCII)
_COMO_VA = re.compile(
    r"(?:por favor )?(?:(?:como va|como vamos con|en que va|donde va) el plan de accion"
    r"|estado (?:del? )?plan(?: de accion)?)(?: de)?(?: (20\d\d))?",
    re.ASCII,
)
_SIN_REMITIR = re.compile(
    r"(?:quien(?:es)?|que dependencias?|cuales(?: dependencias)?) (?:no (?:ha|han) remitido|"
    r"faltan? por remitir|no remiti\w+|(?:esta|estan) sin remitir)(?: (?:el|su) plan(?: de accion)?)?"
    r"(?: (?:de )?(20\d\d))?",
    re.ASCII,
)
_REMITO = re.compile(
    r"(?:ya )?(?:remito|remitimos|remitir|envio a planeacion)(?: (?:el plan|mi plan|nuestro plan|lo mio|"
    r"lo de mi dependencia|el plan de accion))?(?: (?:a planeacion))?",
    re.ASCII,
)


def con_vigencia(argumento: str) -> tuple[Vigencia | None, str]:
    """El año que trae lo escrito y lo demás."""
    hallado = _ANIO.search(argumento)
    if hallado is None:
        return None, argumento.strip()
    resto = argumento[: hallado.start()] + argumento[hallado.end() :]
    return Vigencia(int(hallado[1])), resto.strip()


def parte_del_plan(texto: str) -> tuple[Vigencia | None, str]:
    """La dependencia que sigue a «/estado plan»: «plan salud», «plan de acción de salud 2026»."""
    vigencia, resto = con_vigencia(texto)
    hallado = _PARTE_DEL_PLAN.fullmatch(normalizar(resto).strip(" .?¿!"))
    return vigencia, hallado[1] if hallado is not None else ""


def nombra_el_plan(texto: str) -> tuple[bool, Vigencia | None]:
    """Si lo que sigue a «/estado» es el plan mismo y no un objeto de él; y de cuál año."""
    hallado = _DEL_PLAN.fullmatch(normalizar(texto).strip(" .?¿!"))
    return hallado is not None, _anio(hallado)


def pregunta_por_el_plan(texto: str) -> tuple[bool, Vigencia | None]:
    """Si la frase pregunta dónde va el plan de acción, o quién no ha remitido; y de cuál año."""
    plano = normalizar(texto[:200]).strip(" .?¿!")
    hallado = _COMO_VA.fullmatch(plano) or _SIN_REMITIR.fullmatch(plano)
    return hallado is not None, _anio(hallado)


def dice_que_remite(texto: str) -> bool:
    """«Remito», «remito el plan», «remitimos el plan a planeación»."""
    return _REMITO.fullmatch(normalizar(texto[:200]).strip(" .!")) is not None


def _anio(hallado: re.Match[str] | None) -> Vigencia | None:
    return Vigencia(int(hallado[1])) if hallado is not None and hallado[1] else None


def remitir(pedido: Pedido) -> Respuesta:
    """«/remitir», «/remitir salud» (planeación) y «/remitir 2027»."""
    return _remision(pedido, AccionDeRemision.REMITIR)


def recibir(pedido: Pedido) -> Respuesta:
    """«/recibir salud»."""
    return _remision(pedido, AccionDeRemision.RECIBIR)


def devolver_plan(pedido: Pedido) -> Respuesta:
    """«/devolverplan salud; falta el objetivo»."""
    return _remision(pedido, AccionDeRemision.DEVOLVER)


def consejo(pedido: Pedido) -> Respuesta:
    """«/consejo [año]»: registra la aprobación; «/consejo falta», qué falta para que apruebe."""
    vigencia, resto = _elegida(pedido)
    if normalizar(resto).startswith("falta"):
        return _que_falta(pedido, vigencia)
    return abrir_consejo(pedido, vigencia)


def _que_falta(pedido: Pedido, vigencia: Vigencia) -> Respuesta:
    revision = revisar_aprobacion(pedido.contexto, vigencia)
    primero = (_("Ver la coherencia"), "o:coherencia")
    if not revision.errores:
        primero = (_("Registrar el acta"), f"u:c:{vigencia}")
    pares = [primero, (_("Ver los pasos"), f"u:p:{vigencia}")]
    if revision.sin_recibir:
        pares.insert(1, (_("Ver dependencias"), f"u:r:{vigencia}:0"))
    return decir(lo_que_falta(revision), *pares, por_fila=2)


def abrir_consejo(pedido: Pedido, vigencia: Vigencia | None) -> Respuesta:
    """El diálogo de la aprobación; con errores abiertos, cuáles son y dónde se arreglan."""
    revision = revisar_aprobacion(pedido.contexto, vigencia)
    if not revision.errores:
        return abrir("c", revision.vigencia, "")
    error = PlanConErrores("coherencia", errores=len(revision.errores), vigencia=revision.vigencia)
    lineas = errores_que_impiden(revision)
    pares = ((_("Ver la coherencia"), "o:coherencia"), (_("Ver los pasos"), f"u:p:{revision.vigencia}"))
    return decir(unir([explicar(error), *lineas]), *pares, por_fila=2)


def publicar(pedido: Pedido) -> Respuesta:
    """«/publicar [año] [enlace]»: registra dónde y cuándo se publicó."""
    vigencia, resto = _elegida(pedido)
    return Respuesta(
        abrir=Apertura("publicacion", {"vigencia": str(vigencia)} | ({"enlace": resto} if resto else {}))
    )


def documento(pedido: Pedido) -> Respuesta:
    """«/documento acta», «/documento pdt 2024»."""
    vigencia, resto = _elegida(pedido)
    dicho = normalizar(resto)
    if dicho and dicho not in tuple(ClaseDocumento):
        raise EntradaInvalida("documento_desconocido", "clase", escrito=resto[:40])
    return abrir("n", vigencia, dicho)


def marcar(pedido: Pedido) -> Respuesta:
    """«/marcar [año]»: dice a mano lo que ningún dato prueba."""
    return abrir("m", _elegida(pedido)[0], "")


def plazo(pedido: Pedido) -> Respuesta:
    """«/plazo 5»: cambia el plazo de un paso."""
    vigencia, resto = _elegida(pedido)
    return abrir("z", vigencia, leer_paso(resto).value if resto else "")


def _elegida(pedido: Pedido) -> tuple[Vigencia, str]:
    exigir(pedido.contexto.actor, Permiso.CONDUCIR_RUTA)
    vigencia, resto = con_vigencia(pedido.argumento)
    return vigencia or remisiones_del_plan(pedido.contexto)[0], resto


def abrir(que: str, vigencia: Vigencia | None, detalle: str) -> Respuesta:
    """El diálogo de ese botón, ya con la vigencia y, si lo trae, con su primera respuesta."""
    respuestas = {"vigencia": str(vigencia)} if vigencia else {}
    primera = {"n": "clase", "z": "paso"}.get(que)
    if primera and detalle:
        respuestas[primera] = detalle
    return Respuesta(abrir=Apertura(ABREN[que], respuestas))


def abrir_remision(pedido: Pedido, accion: str, vigencia: Vigencia | None, dependencia: int) -> Respuesta:
    """El diálogo de remitir, recibir o devolver la parte de esa dependencia.

    Lo que hoy no se puede hacer se dice de una vez, sin empezar a preguntar.
    """
    if accion not in tuple(AccionDeRemision):
        raise EntradaInvalida("opcion_desconocida", escrito=accion[:30])
    cual, elegida = AccionDeRemision(accion), IdDependencia(dependencia)
    revision = revisar_remision(pedido.contexto, PeticionDeRemision(cual, elegida, vigencia=vigencia))
    respuestas = {"vigencia": str(revision.vigencia), "dependencia": str(revision.remision.dependencia_id)}
    return Respuesta(abrir=Apertura(nombre_del_dialogo(cual), respuestas))


def _remision(pedido: Pedido, accion: AccionDeRemision) -> Respuesta:
    remite = accion is AccionDeRemision.REMITIR
    exigir(pedido.contexto.actor, Permiso.REMITIR_PLAN if remite else Permiso.CONDUCIR_RUTA)
    escrito, _punto, razon = pedido.argumento.partition(";")
    pedida, nombre = con_vigencia(escrito)
    vigencia, todas = remisiones_del_plan(pedido.contexto, pedida)
    elegida = _cual(pedido, accion, nombre, todas)
    if elegida is None:
        return Respuesta(abrir=Apertura(nombre_del_dialogo(accion), {"vigencia": str(vigencia)}))
    respuesta = abrir_remision(pedido, accion.value, vigencia, elegida)
    if respuesta.abrir is None or not razon.strip():
        return respuesta
    respuestas = {**respuesta.abrir.respuestas, "razon": " ".join(razon.split())}
    return Respuesta(abrir=Apertura(respuesta.abrir.dialogo, respuestas))


def _cual(
    pedido: Pedido, accion: AccionDeRemision, nombre: str, todas: tuple[RemisionDeDependencia, ...]
) -> IdDependencia | None:
    """La dependencia nombrada, la propia de la jefatura, o la única con la que se puede hacer eso."""
    contexto = pedido.contexto
    if nombre:
        dependencias = contexto.unidad.entidades.dependencias(contexto.entidad.id)
        try:
            return Directorio(dependencias).hallar(nombre).id
        except NoEncontrado as error:
            raise NoEncontrado("dependencia", texto=nombre[:64]) from error
    if contexto.actor.rol is Rol.JEFE:
        return contexto.actor.dependencia_id
    posibles = [r.dependencia_id for r in todas if accion in acciones_de_remision(r)]
    if not posibles:
        raise EntradaInvalida("nada_por_remitir", "dependencia")
    return posibles[0] if len(posibles) == 1 else None

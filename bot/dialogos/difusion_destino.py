"""A quiénes va una difusión: todas las personas, un rol o unas dependencias; tocado o escrito."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

from bot.motor.campos import Campo, Eleccion, Entorno
from bot.textos.difusiones import a_quienes, personas
from bot.textos.idioma import _
from dominio.casos.contexto import Contexto
from dominio.casos.difundir import Audiencia, audiencia
from dominio.entender.numeros import Leido, Opcion, Pregunta, Valor
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida
from dominio.modelo.difusion import DestinoDeDifusion
from dominio.modelo.entidad import Dependencia
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.persona import Rol

A_QUIEN = "a_quien"
TODOS = "todos"
_POR_PAGINA = 4
_LARGO = 200
_LECTURAS, _A_LA_VISTA = 4, 8
# «todos», «rol:jefe», «dep:3+5», «dep:3/responsable»; con un «+» al final, se siguen agregando.
_GUARDADO = re.compile(r"todos|rol:([a-z]+)|dep:([0-9]+(?:\+[0-9]+)*)(\+)?(?:/([a-z]+))?", re.ASCII)
_DE_TODAS = frozenset(
    {"todos", "todas", "todo el mundo", "personas", "todas las personas", "todo", "entidad"}
)
_ROLES: dict[str, Rol] = {
    **dict.fromkeys(("responsable", "responsables"), Rol.RESPONSABLE),
    **dict.fromkeys(("jefe", "jefa", "jefes", "jefas", "jefatura", "jefaturas"), Rol.JEFE),
    **dict.fromkeys(("planeacion", "quienes planean"), Rol.PLANEACION),
    **dict.fromkeys(
        ("administracion", "administradores", "quienes administran", "administrador"), Rol.ADMINISTRACION
    ),
    **dict.fromkeys(("consulta", "consultas", "quienes consultan"), Rol.CONSULTA),
}
_SOBRAN = re.compile(r"^(?:(?:a|para|los|las|el|la|toda|todos|todas)\s+)+(?=\S)")
_DE_QUIEN = re.compile(r"^(.+?)\s+(?:de las|de los|de la|del|de|en)\s+(.+)$")
_SEPARA = re.compile(r"\s*[,;]\s*(?:[ye]\s+)?|\s+[ye]\s+")
# «las secretarías de salud y educación»: lo que tienen en común se dice una sola vez.
_EN_PLURAL = re.compile(r"^(?:secretarias|dependencias|oficinas|direcciones) de (?=\S)")


def destino_de(guardado: str) -> DestinoDeDifusion:
    """El destino que dice la respuesta guardada.

    Raises:
        ValueError: no tiene la forma de una.
    """
    partes = _GUARDADO.fullmatch(guardado)
    if partes is None:
        raise ValueError(guardado)
    rol = partes[1] or partes[4]
    numeros = tuple(IdDependencia(int(n)) for n in partes[2].split("+")) if partes[2] else ()
    return DestinoDeDifusion(Rol(rol) if rol else None, numeros)


def guardar_destino(destino: DestinoDeDifusion) -> str:
    """La respuesta guardada que dice ese destino."""
    if not destino.dependencias:
        return TODOS if destino.rol is None else f"rol:{destino.rol.value}"
    numeros = "+".join(str(uno) for uno in destino.dependencias)
    return f"dep:{numeros}" + (f"/{destino.rol.value}" if destino.rol else "")


def leer_destino(escrito: str, quienes: Audiencia) -> list[DestinoDeDifusion]:
    """Las lecturas de «responsables de salud», «todos», «salud y educación»; ninguna si no se entiende."""
    dicho = " ".join(normalizar(escrito[:_LARGO]).strip(" .").split())
    if dicho in _DE_TODAS:
        return [DestinoDeDifusion()]
    llano = _SOBRAN.sub("", dicho)
    if llano in _DE_TODAS:
        return [DestinoDeDifusion()]
    lecturas = [DestinoDeDifusion(_ROLES[llano])] if llano in _ROLES else []
    partes = _DE_QUIEN.match(llano)
    grupo = partes[1] if partes else ""
    if partes is not None and (grupo in _ROLES or grupo in _DE_TODAS):
        donde = _dependencias(partes[2], quienes.dependencias)
        return [DestinoDeDifusion(_ROLES.get(grupo), numeros) for numeros in donde]
    return lecturas + [
        DestinoDeDifusion(None, numeros) for numeros in _dependencias(llano, quienes.dependencias)
    ]


def _dependencias(dicho: str, todas: Sequence[Dependencia]) -> list[tuple[IdDependencia, ...]]:
    """Las que nombra el texto: una (o las varias que podrían ser), o una lista de ellas."""
    enteras = _que_se_llaman(dicho, todas)
    partes = _en_partes(dicho)
    if enteras or len(partes) < 2:
        return [(una.id,) for una in enteras]
    halladas = [_que_se_llaman(parte, todas) for parte in partes]
    combinadas = islice(product(*halladas), _LECTURAS)
    return [tuple(dict.fromkeys(una.id for una in elegidas)) for elegidas in combinadas]


def _en_partes(dicho: str) -> list[str]:
    partes = _SEPARA.split(_EN_PLURAL.sub("", dicho))
    return [limpia for parte in partes if (limpia := _SOBRAN.sub("", parte).strip())]


def _desconocido(escrito: str, quienes: Audiencia) -> EntradaInvalida:
    """Qué parte de lo escrito no se entendió, y qué dependencias hay."""
    dicho = _SOBRAN.sub("", " ".join(normalizar(escrito[:_LARGO]).strip(" .").split()))
    grupo = _DE_QUIEN.match(dicho)
    if grupo is not None and (grupo[1] in _ROLES or grupo[1] in _DE_TODAS):
        dicho = grupo[2]
    todas = quienes.dependencias
    partes = _en_partes(dicho)
    sobran = [parte for parte in partes if not _que_se_llaman(parte, todas)]
    cual = sobran[0] if sobran and len(partes) > 1 else escrito
    nombres = [limpiar(una.nombre[:60], 60) for una in todas[:_A_LA_VISTA]]
    if len(todas) > _A_LA_VISTA:
        nombres.append(_("y %(n)s más") % {"n": len(todas) - _A_LA_VISTA})
    return EntradaInvalida(
        "destino_desconocido",
        A_QUIEN,
        escrito=limpiar(cual[:60], 60),
        dependencias="; ".join(nombres) or _("ninguna todavía"),
    )


def _que_se_llaman(dicho: str, todas: Sequence[Dependencia]) -> list[Dependencia]:
    exactas = [d for d in todas if dicho in (normalizar(d.nombre), normalizar(d.codigo or ""))]
    if exactas:
        return exactas
    palabras = dicho.split()
    return [d for d in todas if palabras and set(palabras) <= set(normalizar(d.nombre).split())]


def la_audiencia(entorno: Entorno) -> Audiencia:
    """Entre quiénes se escoge; se lee una vez por mensaje."""
    datos = entorno.datos
    return datos.recordar("audiencia", lambda: audiencia(datos.contexto))


def leer_o_rechazar(contexto: Contexto, escrito: str) -> str:
    """La respuesta que dice lo escrito después de /difundir.

    Raises:
        EntradaInvalida: no se sabe quiénes son, o podrían ser varios grupos.
    """
    quienes = audiencia(contexto)
    lecturas = leer_destino(escrito, quienes)
    if len(lecturas) == 1:
        return guardar_destino(lecturas[0])
    if not lecturas:
        raise _desconocido(escrito, quienes)
    opciones = [a_quienes(lectura, quienes.dependencias) for lectura in lecturas[:4]]
    raise EntradaInvalida(
        "destino_de_varios", A_QUIEN, escrito=limpiar(escrito[:60], 60), opciones="; ".join(opciones)
    )


@dataclass(frozen=True, slots=True)
class CampoDestino(Campo[str]):
    """Quiénes reciben: un grupo, o dependencias que se van agregando hasta decir «listo»."""

    def leer(self, crudo: str, entorno: Entorno) -> Leido[str]:
        """Lo escrito; si puede ser más de un grupo, se pregunta."""
        previo = entorno.respuestas.get(A_QUIEN, "")
        if previo.endswith("+") and normalizar(crudo[:40]).strip(" .") in ("listo", "ya", "esas", "es todo"):
            return Valor(previo[:-1])
        lecturas = [guardar_destino(uno) for uno in leer_destino(crudo, la_audiencia(entorno))]
        if not lecturas:
            raise _desconocido(crudo, la_audiencia(entorno))
        if len(lecturas) == 1:
            return Valor(lecturas[0])
        return Pregunta(tuple(Opcion(lectura) for lectura in lecturas), "varias_coinciden")

    def guardar(self, valor: str) -> str:
        """El mismo."""
        return valor

    def recuperar(self, guardado: str) -> str:
        """El mismo, si tiene la forma de un destino."""
        destino_de(guardado)
        return guardado

    def mostrar(self, valor: str, entorno: Entorno) -> str:
        """«los responsables de Secretaría de Salud»."""
        return a_quienes(destino_de(valor), la_audiencia(entorno).dependencias)

    def completo(self, guardado: str) -> bool:
        """Si ya no se van a agregar más dependencias."""
        return not guardado.endswith("+")

    def admitir(self, guardado: str, entorno: Entorno) -> str:
        """Un grupo, «+5» (agregar esa dependencia) o «listo»."""
        previo = entorno.respuestas.get(A_QUIEN, "")
        elegidas = destino_de(previo).dependencias if previo else ()
        if guardado == "listo" and elegidas:
            return guardar_destino(DestinoDeDifusion(None, elegidas))
        if guardado.startswith("+") and guardado[1:].isdecimal():
            numero = IdDependencia(int(guardado[1:]))
            self._exigir_que_exista(numero, entorno)
            return guardar_destino(DestinoDeDifusion(None, tuple(dict.fromkeys((*elegidas, numero))))) + "+"
        for numero in destino_de(guardado).dependencias:
            self._exigir_que_exista(numero, entorno)
        return guardado

    def _exigir_que_exista(self, numero: IdDependencia, entorno: Entorno) -> None:
        if all(dependencia.id != numero for dependencia in la_audiencia(entorno).dependencias):
            raise EntradaInvalida("opcion_desconocida", escrito=str(numero))

    def elecciones(self, entorno: Entorno, vista: str = "") -> Sequence[Eleccion]:
        """Los grupos; o, si se va por dependencias, las que faltan por agregar."""
        previo = entorno.respuestas.get(A_QUIEN, "")
        agregando = previo.endswith("+")
        if agregando or vista.startswith("d"):
            elegidas = destino_de(previo).dependencias if agregando else ()
            pagina = int(vista[1:]) if vista[1:].isdecimal() and len(vista) < 6 else 0
            return _por_dependencia(la_audiencia(entorno), elegidas, pagina)
        return _grupos(la_audiencia(entorno))


def _grupos(quienes: Audiencia) -> list[Eleccion]:
    elecciones = [Eleccion(TODOS, _con_cuantas(quienes, DestinoDeDifusion()))]
    for rol in Rol:
        destino = DestinoDeDifusion(rol)
        if quienes.de(destino):
            elecciones.append(Eleccion(guardar_destino(destino), _con_cuantas(quienes, destino)))
    if quienes.dependencias:
        elecciones.append(Eleccion("d0", _("Escoger dependencias"), es_vista=True))
    return elecciones


def _por_dependencia(quienes: Audiencia, elegidas: tuple[IdDependencia, ...], pedida: int) -> list[Eleccion]:
    faltan = [d for d in quienes.dependencias if d.id not in elegidas]
    ultima = max(0, (len(faltan) - 1) // _POR_PAGINA)
    pagina = min(pedida, ultima)
    elecciones = []
    for dependencia in faltan[pagina * _POR_PAGINA : (pagina + 1) * _POR_PAGINA]:
        cuantas = len(quienes.de(DestinoDeDifusion(None, (dependencia.id,))))
        rotulo = f"{dependencia.nombre[:48]} ({cuantas})"
        elecciones.append(Eleccion(f"+{dependencia.id}", rotulo, es_vista=False))
    if pagina > 0:
        elecciones.append(Eleccion(f"d{pagina - 1}", _("Página anterior"), es_vista=True))
    if pagina < ultima:
        elecciones.append(Eleccion(f"d{pagina + 1}", _("Página siguiente"), es_vista=True))
    if elegidas:
        cuantas = len(quienes.de(DestinoDeDifusion(None, elegidas)))
        elecciones.append(Eleccion("listo", _("Listo: %(cuantas)s") % {"cuantas": personas(cuantas)}))
    else:
        elecciones.append(Eleccion("g", _("Volver a los grupos"), es_vista=True))
    return elecciones


def _con_cuantas(quienes: Audiencia, destino: DestinoDeDifusion) -> str:
    nombre = a_quienes(destino, quienes.dependencias)
    return f"{nombre[:1].upper()}{nombre[1:]} ({len(quienes.de(destino))})"

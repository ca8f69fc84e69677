"""Los catálogos oficiales por el chat: cuáles hay, buscar en ellos y cargar uno enviando su archivo."""

from __future__ import annotations

import re
from datetime import date

from bot.atencion.entrada import Archivo, Entrada
from bot.atencion.respuesta import Respuesta
from bot.ordenes.pedido import Pedido, decir, leer_numero
from bot.ordenes.planeacion import MAXIMO_LIBRO, es_libro
from bot.textos.catalogos import NOMBRES, como_se_cargan, en_lista, hallados, ninguno
from bot.textos.fechas import leer_fecha
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, unir
from dominio.casos.catalogos import catalogos_cargados, sugerir_codigo
from dominio.entender.texto import normalizar
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.modelo.catalogo import TipoCatalogo
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.identidad import IdEncargo
from dominio.reglas.permisos import Permiso, exigir

_MAS_VIEJO = date(2000, 1, 1)
_CONFIRMADO = re.compile(r"\bconfirm(?:ar|o|ado)\b")
_TIPOS: tuple[tuple[re.Pattern[str], TipoCatalogo], ...] = (
    (re.compile(r"(?:de )?(?:mga-?)?productos?(?: mga)?\b"), TipoCatalogo.PRODUCTO),
    (re.compile(r"(?:de )?(?:mga-?)?indicador(?:es)?(?: mga)?\b"), TipoCatalogo.INDICADOR),
    (re.compile(r"(?:de )?(?:fuentes?(?: de financiacion)?|ccpet)\b"), TipoCatalogo.FUENTE),
    (re.compile(r"(?:de )?(?:divipola|municipios?)\b"), TipoCatalogo.DIVIPOLA),
)


def catalogos(pedido: Pedido) -> Respuesta:
    """«/catalogos» los lista y dice cómo cargarlos; «/catalogos fuente sgp salud» busca códigos."""
    tipo, resto = _tipo_y_resto(normalizar(pedido.argumento))
    if tipo is not None and resto:
        entradas = sugerir_codigo(pedido.contexto, tipo, resto)
        return decir(hallados(entradas), (_("Ver los catálogos"), "o:catalogos"))
    cargas = [carga for carga in catalogos_cargados(pedido.contexto) if carga.vigente]
    lineas = [armar("• %(carga)s", carga=en_lista(carga)) for carga in cargas] or [ninguno()]
    return decir(unir([*lineas, como_se_cargan()], "\n"), (_("Ver qué puedo hacer"), "o:ayuda"))


def es_catalogo(entrada: Entrada) -> bool:
    """Si es un archivo cuyo pie empieza por «catálogo»."""
    return entrada.archivo is not None and normalizar(entrada.texto).startswith("catalogo")


def recibir(pedido: Pedido, archivo: Archivo) -> Respuesta:
    """Un archivo con el pie «catálogo fuente 2026-01-15»: se revisa y se confirma, o se carga de una vez."""
    exigir(pedido.contexto.actor, Permiso.CARGAR_CATALOGOS)
    pie = normalizar(pedido.entrada.texto).removeprefix("catalogo").strip(" :")
    tipo, resto = _tipo_y_resto(pie)
    if tipo is None or not es_libro(archivo):
        return decir(como_se_cargan(), (_("Ver los catálogos"), "o:catalogos"))
    if archivo.tamano > MAXIMO_LIBRO:
        raise EntradaInvalida("archivo_muy_grande", nombre=archivo.nombre, maximo=5)
    confirmado = _CONFIRMADO.search(resto) is not None
    fecha = _fecha(pedido, _CONFIRMADO.sub("", resto).strip(" ,."))
    parametros: dict[str, object] = {
        "file_id": archivo.file_id,
        "nombre": archivo.nombre,
        "tamano": archivo.tamano,
        "catalogo": tipo.value,
        "fecha": None if fecha is None else fecha.isoformat(),
        "confirmado": confirmado,
    }
    texto = armar(
        _("Recibí «%(nombre)s», catálogo de %(tipo)s. Lo estoy revisando…"),
        nombre=archivo.nombre,
        tipo=str(NOMBRES[tipo]),
    )
    return _encargar(pedido, TipoEncargo.LEER_LIBRO, parametros, texto)


def tocar_catalogo(pedido: Pedido) -> Respuesta:
    """Botones «ca:<encargo>:si» y «ca:<encargo>:no»."""
    numero, _dos, eleccion = pedido.argumento.partition(":")
    exigir(pedido.contexto.actor, Permiso.CARGAR_CATALOGOS)
    encargos = pedido.contexto.unidad.encargos
    encargo = encargos.traer(IdEncargo(leer_numero(numero, 2**62)))
    ajeno = encargo.persona_id != pedido.contexto.actor.id or encargo.entidad_id != pedido.contexto.entidad.id
    if ajeno or "catalogo" not in encargo.parametros or eleccion not in ("si", "no"):
        pedido.contexto.anotar("rechazar_boton", f"encargo:{encargo.id}")
        raise NoEncontrado("encargo")
    if encargo.parametros.get("decision") is not None:
        return Respuesta(aviso=_("Ese catálogo ya se confirmó o se descartó."))
    encargos.guardar_parametros(encargo.id, {**encargo.parametros, "decision": eleccion})
    if eleccion == "no":
        return decir(Html(_("Descartado: no se guardó nada.")), (_("Ver los catálogos"), "o:catalogos"))
    parametros = {"lectura": encargo.id, "catalogo": encargo.parametros["catalogo"]}
    return _encargar(pedido, TipoEncargo.APLICAR_IMPORTACION, parametros, Html(_("Guardando el catálogo…")))


def _tipo_y_resto(plano: str) -> tuple[TipoCatalogo | None, str]:
    for patron, tipo in _TIPOS:
        hallado = patron.match(plano)
        if hallado is not None:
            return tipo, plano[hallado.end() :].strip(" :,")
    return None, plano


def _fecha(pedido: Pedido, texto: str) -> date | None:
    """La del catálogo, si el pie la trae: hasta hoy."""
    sin_del = texto.removeprefix("del ").removeprefix("de ")
    return leer_fecha(sin_del, pedido.contexto.hoy, _MAS_VIEJO, pedido.contexto.hoy) if sin_del else None


def _encargar(pedido: Pedido, tipo: TipoEncargo, parametros: dict[str, object], texto: Html) -> Respuesta:
    contexto = pedido.contexto
    encargo = contexto.unidad.encargos.crear(
        tipo, contexto.entidad.id, contexto.actor.id, pedido.entrada.chat_id, parametros
    )
    return Respuesta(decir(texto).pantallas, encargo=encargo.id)

"""/seguimiento: cómo van llegando los reportes de un corte y qué hicieron los recordatorios."""

from __future__ import annotations

from bot.atencion.respuesta import Respuesta
from bot.ordenes.en_cola import encargar_envio
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.ordenes.seguimiento_escrito import DEPENDENCIAS, FALTAN, LISTA, TIEMPOS, leer_seguimiento
from bot.textos import seguimiento as textos
from bot.textos.estado import lista
from bot.textos.idioma import _
from bot.textos.libros import cuales_dependencias
from bot.textos.marcado import Html, recortar, unir
from dominio.casos.contexto import Contexto
from dominio.casos.directorio import Directorio
from dominio.casos.seguimiento import seguimiento_del_corte
from dominio.errores import CorteInvalido, NoEncontrado
from dominio.modelo.persona import Rol
from dominio.modelo.seguimiento import SeguimientoDelCorte
from dominio.reglas.permisos import Permiso, exigir
from dominio.valores.fechas import Corte

PREFIJO = "se"
_POR_PAGINA, _DEPENDENCIAS, _ROTULO = 10, 5, 40


def seguimiento(pedido: Pedido) -> Respuesta:
    """«/seguimiento [corte] [dependencia]», y «/seguimiento faltan|tiempos|dependencias|lista …»."""
    exigir(pedido.contexto.actor, Permiso.VER_SEGUIMIENTO)
    escrito = leer_seguimiento(pedido.contexto, pedido.argumento)
    dependencia = None
    if escrito.dependencia:
        try:
            dependencia = Directorio.pedida(pedido.contexto, escrito.dependencia)
        except NoEncontrado as error:
            return decir(cuales_dependencias(error))
    nombre = None if dependencia is None else dependencia.nombre
    if escrito.que == LISTA:
        anio = None if escrito.corte is None else escrito.corte.vigencia.anio
        return _encargar(pedido, {"seguimiento": "lista", "vigencia": anio, "dependencia": nombre})
    if escrito.que in (FALTAN, TIEMPOS, DEPENDENCIAS):
        visto = seguimiento_del_corte(pedido.contexto, escrito.corte, nombre)
        return _pantalla(pedido.contexto, escrito.que, visto, 0)
    return _curva(pedido, escrito.corte, nombre)


def tocar_seguimiento(pedido: Pedido) -> Respuesta:
    """Botones «se:v|f|t|d|l:<corte>:<dependencia o 0>:<página>»."""
    exigir(pedido.contexto.actor, Permiso.VER_SEGUIMIENTO)
    que, cual, ambito, pagina = (*pedido.argumento.split(":"), "", "", "", "")[:4]
    corte = _leer(cual)
    nombre = _nombre(pedido.contexto, leer_numero(ambito))
    if que == "l":
        anio = None if corte is None else corte.vigencia.anio
        return _encargar(pedido, {"seguimiento": "lista", "vigencia": anio, "dependencia": nombre})
    if que not in (FALTAN, TIEMPOS, DEPENDENCIAS):
        return _curva(pedido, corte, nombre)
    visto = seguimiento_del_corte(pedido.contexto, corte, nombre)
    return _pantalla(pedido.contexto, que, visto, leer_numero(pagina, 10_000))


def botones_del_seguimiento(contexto: Contexto, s: SeguimientoDelCorte) -> list[tuple[str, str]]:
    """Lo que sigue a la curva: otro corte, quién falta, los tiempos, las dependencias y la lista."""
    ambito = _ambito(contexto, s)
    cola = f"{ambito}:0"
    lugar = s.de_la_vigencia.index(s.corte)
    pares = []
    if lugar > 0:
        pares.append((_("Corte anterior"), f"{PREFIJO}:v:{s.de_la_vigencia[lugar - 1]}:{cola}"))
    if lugar + 1 < len(s.de_la_vigencia):
        pares.append((_("Corte siguiente"), f"{PREFIJO}:v:{s.de_la_vigencia[lugar + 1]}:{cola}"))
    if s.faltan:
        pares.append((_("Quién falta"), f"{PREFIJO}:{FALTAN}:{s.corte}:{cola}"))
    pares.append((_("Tiempos y escalones"), f"{PREFIJO}:{TIEMPOS}:{s.corte}:{cola}"))
    if contexto.actor.rol is not Rol.JEFE:
        pares.append((_("Por dependencia"), f"{PREFIJO}:{DEPENDENCIAS}:{s.corte}:0:0"))
        if s.dependencia is not None:
            pares.append((_("Ver toda la entidad"), f"{PREFIJO}:v:{s.corte}:0:0"))
    pares.append((_("Recibir la lista"), f"{PREFIJO}:l:{s.corte}:{cola}"))
    return pares


def _curva(pedido: Pedido, corte: Corte | None, dependencia: str | None) -> Respuesta:
    parametros: dict[str, object] = {"seguimiento": "curva", "dependencia": dependencia}
    return _encargar(pedido, {**parametros, "corte": None if corte is None else str(corte)})


def _encargar(pedido: Pedido, parametros: dict[str, object]) -> Respuesta:
    """Anota el trabajo; el dibujo y los libros se hacen en otro proceso."""
    dichos = {clave: valor for clave, valor in parametros.items() if valor is not None}
    es_lista = parametros["seguimiento"] == "lista"
    texto = textos.preparando_lista() if es_lista else textos.preparando()
    return encargar_envio(pedido, dichos, texto)


def _pantalla(contexto: Contexto, que: str, s: SeguimientoDelCorte, pagina: int) -> Respuesta:
    ambito = _ambito(contexto, s)
    volver = (_("Ver la curva"), f"{PREFIJO}:v:{s.corte}:{ambito}:0")
    if que == TIEMPOS:
        otra = (_("Recibir la lista"), f"{PREFIJO}:l:{s.corte}:{ambito}:0")
        return decir(textos.tiempos_y_escalones(s), volver, otra, por_fila=2)
    if que == DEPENDENCIAS and s.dependencia is None:
        return _dependencias(s, pagina, volver)
    lineas = [textos.de_quien_falta(uno) for uno in s.faltan]
    cabeza = textos.titulo(s, _("Quién falta"))
    if not lineas:
        return decir(unir([cabeza, Html(_("Nadie: todo lo que debía reportarse llegó."))]), volver)
    pagina = min(pagina, (len(lineas) - 1) // _POR_PAGINA)
    pares = paginas(f"{PREFIJO}:{FALTAN}:{s.corte}:{ambito}:", pagina, len(lineas), _POR_PAGINA)
    return decir(lista(cabeza, lineas, pagina, _POR_PAGINA), *pares, volver, por_fila=2)


def _dependencias(s: SeguimientoDelCorte, pagina: int, volver: tuple[str, str]) -> Respuesta:
    """De peor a mejor entrega, cada una con el botón de su curva."""
    cabeza = textos.titulo(s, _("Entrega por dependencia"))
    if not s.grupos:
        return decir(unir([cabeza, Html(_("Ninguna actividad debe reporte en este corte."))]), volver)
    pagina = min(pagina, (len(s.grupos) - 1) // _DEPENDENCIAS)
    visibles = s.grupos[pagina * _DEPENDENCIAS : (pagina + 1) * _DEPENDENCIAS]
    pares = [
        (_("Ver %(nombre)s") % {"nombre": recortar(g.nombre, _ROTULO)}, f"{PREFIJO}:v:{s.corte}:{g.clave}:0")
        for g in visibles
    ]
    pares += paginas(f"{PREFIJO}:{DEPENDENCIAS}:{s.corte}:0:", pagina, len(s.grupos), _DEPENDENCIAS)
    lineas = [textos.de_grupo(grupo) for grupo in s.grupos]
    return decir(lista(cabeza, lineas, pagina, _DEPENDENCIAS), *pares, volver)


def _ambito(contexto: Contexto, s: SeguimientoDelCorte) -> int:
    """El identificador de la dependencia que se mira; 0 es la entidad."""
    if s.dependencia is None:
        return 0
    todas = contexto.unidad.entidades.dependencias(contexto.entidad.id)
    return next((int(una.id) for una in todas if una.nombre == s.dependencia), 0)


def _nombre(contexto: Contexto, dependencia_id: int) -> str | None:
    """El nombre de esa dependencia; ``None`` si es 0.

    Raises:
        NoEncontrado: no es de la entidad.
    """
    if not dependencia_id:
        return None
    todas = contexto.unidad.entidades.dependencias(contexto.entidad.id)
    hallada = next((una.nombre for una in todas if una.id == dependencia_id), None)
    if hallada is None:
        raise NoEncontrado("dependencia")
    return hallada


def _leer(texto: str) -> Corte | None:
    try:
        return Corte.de(texto)
    except CorteInvalido:
        return None

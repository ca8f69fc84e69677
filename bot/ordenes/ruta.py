"""/pasos, /plan, /estado plan y los botones de la ruta del plan."""

from __future__ import annotations

from dataclasses import replace

from bot.atencion.respuesta import Respuesta
from bot.dialogos.marca_de_ruta import leer_paso
from bot.ordenes import documentos_del_plan as documentos
from bot.ordenes import rutas_del_plan as rutas
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos import remision as de_remision
from bot.textos import ruta as textos
from bot.textos.estado import lista
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, unir
from dominio.casos.directorio import Directorio
from dominio.casos.remision import remisiones_del_plan
from dominio.casos.ruta import instrumentos_del_plan, ver_ruta
from dominio.errores import NoEncontrado, VigenciaInvalida
from dominio.modelo.remision import AccionDeRemision, EstadoDeRemision, RemisionDeDependencia
from dominio.modelo.ruta import Paso, Ruta
from dominio.reglas.permisos import Permiso, puede
from dominio.reglas.remision import acciones_de_remision
from dominio.valores.fechas import Vigencia

_POR_PAGINA = 5
_ROTULOS = {
    AccionDeRemision.REMITIR: _l("Remitir"),
    AccionDeRemision.RECIBIR: _l("Recibir"),
    AccionDeRemision.DEVOLVER: _l("Devolver"),
}


def pasos(pedido: Pedido) -> Respuesta:
    """«/pasos», «/pasos 2027», «/pasos 5» y «/pasos 5 2027»."""
    vigencia, resto = rutas.con_vigencia(pedido.argumento)
    if resto:
        return _detalle(pedido, vigencia, leer_paso(resto))
    return _resumen(pedido, vigencia)


def plan(pedido: Pedido) -> Respuesta:
    """«/plan [año]»: qué instrumentos están cargados, de qué archivo y de cuándo."""
    vigencia, _resto = rutas.con_vigencia(pedido.argumento)
    return _instrumentos(pedido, vigencia)


def desde_frase(pedido: Pedido) -> Respuesta | None:
    """«Cómo va el plan de acción», «quién no ha remitido», «remito»; ``None`` si la frase es otra cosa."""
    texto = pedido.entrada.texto
    pregunta, vigencia = rutas.pregunta_por_el_plan(texto)
    if pregunta:
        return _dependencias(pedido, vigencia, 0)
    remite = puede(pedido.contexto.actor, Permiso.REMITIR_PLAN) and rutas.dice_que_remite(texto)
    return rutas.remitir(replace(pedido, argumento="")) if remite else None


def estado_del_plan(pedido: Pedido, vigencia: Vigencia | None = None) -> Respuesta:
    """«/estado plan»: dónde va la parte de cada dependencia."""
    return _dependencias(pedido, vigencia, 0)


def parte_de_una(pedido: Pedido) -> Respuesta | None:
    """«/estado plan salud»: dónde va la parte de esa; ``None`` si no nombra el plan y una dependencia.

    Un programa o un proyecto que empieza por «plan» no es una dependencia: de eso contesta el estado.
    """
    vigencia, nombre = rutas.parte_del_plan(pedido.argumento)
    if not nombre:
        return None
    contexto = pedido.contexto
    try:
        hallada = Directorio(contexto.unidad.entidades.dependencias(contexto.entidad.id)).hallar(nombre)
    except NoEncontrado:
        return None
    return _dependencia(pedido, vigencia, hallada.id)


def tocar_ruta(pedido: Pedido) -> Respuesta:
    """Botones «u:<qué>:<vigencia>[:<detalle>]»."""
    que, _dos, resto = pedido.argumento.partition(":")
    if que == "f":
        return documentos.enviar(pedido, leer_numero(resto, 2**62))
    if que == "a":
        accion, _dos, resto = resto.partition(":")
    anio, _dos, detalle = resto.partition(":")
    vigencia = _anio(anio)
    if que == "a":
        return rutas.abrir_remision(pedido, accion, vigencia, leer_numero(detalle, 2**62))
    if que == "c":
        return rutas.abrir_consejo(pedido, vigencia)
    if que in rutas.ABREN:
        return rutas.abrir(que, vigencia, detalle)
    match que:
        case "d":
            return _detalle(pedido, vigencia, leer_paso(detalle))
        case "r":
            return _dependencias(pedido, vigencia, leer_numero(detalle, 10_000))
        case "i":
            return _dependencia(pedido, vigencia, leer_numero(detalle, 2**62))
        case "l":
            return _instrumentos(pedido, vigencia)
        case "o":
            return documentos.listar(pedido, vigencia, leer_numero(detalle, 10_000))
        case _:
            return _resumen(pedido, vigencia)


def _anio(texto: str) -> Vigencia | None:
    try:
        return Vigencia.de(texto) if texto else None
    except VigenciaInvalida:
        return None


def _resumen(pedido: Pedido, vigencia: Vigencia | None) -> Respuesta:
    vista = ver_ruta(pedido.contexto, vigencia)
    ruta, hoy = vista.ruta, pedido.contexto.hoy
    pie = Html("")
    pares = [(_("Ver qué falta"), f"u:d:{ruta.vigencia}:{_el_que_sigue(ruta).numero}")]
    pares.append((_("Ver dependencias"), f"u:r:{ruta.vigencia}:0"))
    pares.append((_("Ver instrumentos"), f"u:l:{ruta.vigencia}"))
    pares.append((_("Ver documentos"), f"u:o:{ruta.vigencia}:0"))
    if puede(pedido.contexto.actor, Permiso.CONDUCIR_RUTA):
        pares += _de_conducir(ruta.aprobacion is None, ruta.vigencia)
    if vista.siguiente is not None:
        pie = armar(_("La ruta del plan de %(anio)s ya empieza."), anio=vista.siguiente)
        pares.append((_("Ver la de %(anio)s") % {"anio": vista.siguiente}, f"u:p:{vista.siguiente}"))
    return decir(unir([textos.resumen(ruta, hoy), pie]), *pares, por_fila=2)


def _el_que_sigue(ruta: Ruta) -> Paso:
    """El primer paso sin terminar; si no hay, el último."""
    return next((uno.paso for uno in ruta.pasos if not uno.terminado), Paso.PUBLICACION)


def _de_conducir(sin_aprobar: bool, vigencia: Vigencia) -> list[tuple[str, str]]:
    if sin_aprobar:
        return [(_("Aprobación del Consejo"), f"u:c:{vigencia}"), (_("Decir a mano"), f"u:m:{vigencia}")]
    return [(_("Registrar publicación"), f"u:b:{vigencia}"), (_("Decir a mano"), f"u:m:{vigencia}")]


def _detalle(pedido: Pedido, vigencia: Vigencia | None, paso: Paso) -> Respuesta:
    ruta = ver_ruta(pedido.contexto, vigencia).ruta
    situacion, anio = ruta.paso(paso), ruta.vigencia
    lineas = [textos.detalle(situacion, anio, pedido.contexto.hoy)]
    if paso is Paso.APROBACION and ruta.aprobacion is not None:
        lineas.append(de_remision.aprobada(ruta.aprobacion))
    if paso is Paso.PUBLICACION:
        lineas += [de_remision.publicada(una) for una in ruta.publicaciones[-3:]]
    pares = _propios(paso, anio, ruta.aprobacion is None, conduce=_conduce(pedido))
    if paso.numero > 1:
        pares.append((_("Anterior"), f"u:d:{anio}:{paso.numero - 1}"))
    if paso.numero < len(Paso):
        pares.append((_("Siguiente"), f"u:d:{anio}:{paso.numero + 1}"))
    pares.append((_("Ver los siete pasos"), f"u:p:{anio}"))
    return decir(unir(lineas), *pares, por_fila=2)


def _conduce(pedido: Pedido) -> bool:
    return puede(pedido.contexto.actor, Permiso.CONDUCIR_RUTA)


def _propios(paso: Paso, anio: Vigencia, sin_aprobar: bool, *, conduce: bool) -> list[tuple[str, str]]:
    """Lo que se puede hacer desde cada paso."""
    pares: list[tuple[str, str]] = []
    if paso is Paso.COHERENCIA:
        pares.append((_("Ver la coherencia"), "o:coherencia"))
    if paso is Paso.REMISION:
        pares.append((_("Ver dependencias"), f"u:r:{anio}:0"))
    if not conduce:
        return pares
    if paso is Paso.APROBACION and sin_aprobar:
        pares.append((_("Registrar el acta"), f"u:c:{anio}"))
    if paso is Paso.PUBLICACION and not sin_aprobar:
        pares.append((_("Registrar publicación"), f"u:b:{anio}"))
    if paso not in (Paso.COHERENCIA, Paso.REMISION):
        pares.append((_("Registrar documento"), f"u:n:{anio}"))
    if paso is not Paso.REMISION:
        pares.append((_("Decir a mano"), f"u:m:{anio}"))
    return [*pares, (_("Cambiar el plazo"), f"u:z:{anio}:{paso.value}")]


def _instrumentos(pedido: Pedido, vigencia: Vigencia | None) -> Respuesta:
    hay = instrumentos_del_plan(pedido.contexto, vigencia)
    titulo = armar(_("<b>Plan de acción de %(anio)s</b>"), anio=hay.vigencia)
    lineas = [titulo, *textos.instrumentos(hay.cargas, hay.guardadas)]
    if hay.aprobacion is not None:
        lineas.append(de_remision.aprobada(hay.aprobacion))
    else:
        lineas.append(Html(_("Todavía no lo aprueba el Consejo de Gobierno.")))
    lineas += [de_remision.publicada(una) for una in hay.publicaciones[-3:]]
    pares = [
        (_("Ver los siete pasos"), f"u:p:{hay.vigencia}"),
        (_("Ver dependencias"), f"u:r:{hay.vigencia}:0"),
        (_("Ver documentos"), f"u:o:{hay.vigencia}:0"),
    ]
    if puede(pedido.contexto.actor, Permiso.IMPORTAR):
        pares.append((_("Importar"), "o:importar"))
    return decir(unir(lineas), *pares, por_fila=2)


def _dependencias(pedido: Pedido, vigencia: Vigencia | None, pedida: int) -> Respuesta:
    elegida, todas = remisiones_del_plan(pedido.contexto, vigencia)
    titulo = armar(_("<b>Dónde va el plan de %(anio)s</b>"), anio=elegida)
    cabeza = unir([titulo, de_remision.cuantas_van(todas)])
    volver = (_("Ver los siete pasos"), f"u:p:{elegida}")
    if not todas:
        return decir(unir([titulo, Html(_("Todavía no hay dependencias con plan."))]), volver)
    orden = sorted(todas, key=_los_que_faltan_primero)
    pagina = min(pedida, (len(orden) - 1) // _POR_PAGINA)
    lineas = [de_remision.remision(una) for una in orden]
    visibles = orden[pagina * _POR_PAGINA : (pagina + 1) * _POR_PAGINA]
    pares = [(una.dependencia, f"u:i:{elegida}:{una.dependencia_id}") for una in visibles]
    pares += paginas(f"u:r:{elegida}:", pagina, len(orden), _POR_PAGINA)
    return decir(lista(cabeza, lineas, pagina, _POR_PAGINA), *pares, volver)


def _los_que_faltan_primero(una: RemisionDeDependencia) -> bool:
    return una.estado in (EstadoDeRemision.RECIBIDA, EstadoDeRemision.NO_APLICA)


def _dependencia(pedido: Pedido, vigencia: Vigencia | None, numero: int) -> Respuesta:
    elegida, todas = remisiones_del_plan(pedido.contexto, vigencia)
    una = next((remision for remision in todas if remision.dependencia_id == numero), None)
    if una is None:
        raise NoEncontrado("dependencia")
    actor = pedido.contexto.actor
    permisos = {AccionDeRemision.REMITIR: Permiso.REMITIR_PLAN}
    pares = [
        (str(_ROTULOS[accion]), f"u:a:{accion.value}:{elegida}:{numero}")
        for accion in acciones_de_remision(una)
        if puede(actor, permisos.get(accion, Permiso.CONDUCIR_RUTA))
    ]
    if una.errores and puede(actor, Permiso.REVISAR_COHERENCIA):
        pares.append((_("Ver la coherencia"), "o:coherencia"))
    pares.append((_("Ver dependencias"), f"u:r:{elegida}:0"))
    titulo = armar(_("<b>Plan de %(anio)s</b>"), anio=elegida)
    return decir(unir([titulo, de_remision.remision(una), *de_remision.historia(una)]), *pares, por_fila=2)

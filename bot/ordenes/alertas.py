"""/alertas: qué hay que atender, de quién es, desde cuándo y con qué botón se resuelve."""

from __future__ import annotations

from collections.abc import Sequence

from bot.atencion.respuesta import Respuesta
from bot.ordenes.alertas_escritas import Pedida, leer_pedido
from bot.ordenes.en_cola import encargar_envio
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas, sobre
from bot.textos import alertas as textos
from bot.textos.estado import lista
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.alertas import PanoramaDeAlertas, ver_alerta, ver_alertas
from dominio.modelo.alerta import Alerta, ReglaDeAlerta, por_actividad
from dominio.modelo.hallazgo import Severidad
from dominio.reglas.permisos import Permiso, exigir, puede

_POR_PAGINA, _DEPENDENCIAS, _DE_LISTA, _OBJETO = 4, 8, 5, 40
# Con menos, la lista se lee mejor en el chat.
_PARA_UN_LIBRO = 8
_Botones = list[tuple[str, str]]


def alertas(pedido: Pedido) -> Respuesta:
    """«/alertas [graves|salud|A-012|graves de salud]»."""
    panorama = ver_alertas(pedido.contexto)
    pedida = leer_pedido(pedido.contexto, panorama, pedido.argumento)
    if pedida == Pedida():
        return _resumen(pedido, panorama)
    if pedida.objeto is not None:
        return _lista(pedido, panorama, ("o", pedida.objeto), 0)
    if pedida.dependencia is None and pedida.severidad is not None:
        return _lista(pedido, panorama, ("s", pedida.severidad.value), 0)
    cual = str(pedida.dependencia) if pedida.severidad is None else f"{pedida.dependencia}.{pedida.severidad}"
    return _lista(pedido, panorama, ("d", cual), 0)


def tocar_alerta(pedido: Pedido) -> Respuesta:
    """Botones «al:<qué>:<cuál>:<página>», «al:h:<huella>» y «al:x:<dependencia>»."""
    que, _dos, resto = pedido.argumento.partition(":")
    if que == "h":
        return _ficha(pedido, ver_alerta(pedido.contexto, resto[:16]))
    if que == "x":
        return _libro(pedido, leer_numero(resto))
    panorama = ver_alertas(pedido.contexto)
    cual, _dos, pagina = resto.rpartition(":")
    numero = leer_numero(pagina, 100_000)
    match que:
        case "p":
            return _por_dependencia(panorama, numero)
        case "g":
            return _por_regla(panorama, numero)
        case "s" | "d" | "r" | "o":
            return _lista(pedido, panorama, (que, cual), numero)
        case _:
            return _resumen(pedido, panorama)


def _resumen(pedido: Pedido, panorama: PanoramaDeAlertas) -> Respuesta:
    pares: _Botones = [
        (rotulo, f"al:s:{una.value}:0")
        for una, rotulo in (
            (Severidad.ERROR, _("Ver las graves")),
            (Severidad.ADVERTENCIA, _("Ver las advertencias")),
            (Severidad.INFORMATIVO, _("Ver las informativas")),
        )
        if panorama.cuantas(una)
    ]
    dependencias = panorama.dependencias
    varias = len(dependencias) > 1
    if varias:
        pares.append((_("Por dependencia"), "al:p:0"))
    if panorama.alertas:
        pares.append((_("Por clase de alerta"), "al:g:0"))
    pares += [*_con_libro(pedido, panorama.alertas, 0), (_("Ver el estado"), "o:estado")]
    lineas = [textos.de_dependencia(cuenta) for cuenta in dependencias[:_DEPENDENCIAS]]
    if not varias:
        primeras = textos.las_primeras(panorama.alertas, _DE_LISTA)
        return decir(unir([textos.resumen(panorama), *primeras]), *pares, por_fila=2)
    sobran = len(dependencias) - len(lineas)
    if lineas and sobran:
        lineas.append(armar(_("… y %(n)s más, en «Por dependencia»."), n=sobran))
    return decir(unir([textos.resumen(panorama), *lineas]), *pares, por_fila=2)


def _por_dependencia(panorama: PanoramaDeAlertas, pedida: int) -> Respuesta:
    cuentas = panorama.dependencias
    pagina = _acotar(pedida, len(cuentas), _DE_LISTA)
    visibles = cuentas[pagina * _DE_LISTA : (pagina + 1) * _DE_LISTA]
    pares: _Botones = [
        (
            _("Ver %(que)s") % {"que": recortar(c.nombre or _("lo de toda la entidad"), 40)},
            f"al:d:{c.id or 0}:0",
        )
        for c in visibles
    ]
    pares += [*paginas("al:p:", pagina, len(cuentas), _DE_LISTA), (_("Volver al resumen"), "al:i")]
    lineas = [textos.de_dependencia(cuenta) for cuenta in cuentas] or [Html(_("🟢 No hay ninguna."))]
    return decir(lista(Html(_("<b>Alertas por dependencia</b>")), lineas, pagina, _DE_LISTA), *pares)


def _por_regla(panorama: PanoramaDeAlertas, pedida: int) -> Respuesta:
    """Primero las clases más graves y, a igual gravedad, las que más tienen."""
    grupos: dict[str, list[Alerta]] = {}
    for alerta in panorama.alertas:
        grupos.setdefault(alerta.regla, []).append(alerta)
    orden = sorted(grupos, key=lambda r: (min(a.severidad.peso for a in grupos[r]), -len(grupos[r])))
    pagina = _acotar(pedida, len(orden), _DE_LISTA)
    pares: _Botones = [
        (_("Ver %(que)s") % {"que": textos.nombre_de_regla(regla)}, f"al:r:{regla}:0")
        for regla in orden[pagina * _DE_LISTA : (pagina + 1) * _DE_LISTA]
    ]
    pares += [*paginas("al:g:", pagina, len(orden), _DE_LISTA), (_("Volver al resumen"), "al:i")]
    lineas = [textos.de_regla(regla, grupos[regla]) for regla in orden] or [Html(_("🟢 No hay ninguna."))]
    return decir(lista(Html(_("<b>Alertas por clase</b>")), lineas, pagina, _DE_LISTA), *pares)


def _lista(pedido: Pedido, panorama: PanoramaDeAlertas, cuales: tuple[str, str], pedida: int) -> Respuesta:
    titulo, halladas = _elegidas(panorama, *cuales)
    que, cual = cuales
    # De una clase hay una por objeto, y de un objeto se quieren ver todas.
    grupos = [[a] for a in halladas] if que in ("o", "r") else por_actividad(halladas)
    pagina = _acotar(pedida, len(grupos), _POR_PAGINA)
    inicio = pagina * _POR_PAGINA
    pares: _Botones = [
        (
            _("Ver %(n)s: %(objeto)s") % {"n": numero, "objeto": recortar(grupo[0].objeto, 30)},
            f"al:h:{grupo[0].huella}" if len(grupo) == 1 else f"al:o:{grupo[0].objeto[:_OBJETO]}:0",
        )
        for numero, grupo in enumerate(grupos[inicio : inicio + _POR_PAGINA], start=inicio + 1)
    ]
    pares += paginas(f"al:{que}:{cual[:_OBJETO]}:", pagina, len(grupos), _POR_PAGINA)
    if que == "d" and "." not in cual:
        pares += _con_libro(pedido, halladas, leer_numero(cual))
    pares.append((_("Volver al resumen"), "al:i"))
    return decir(textos.pagina(titulo, grupos, pagina, _POR_PAGINA), *pares, por_fila=2)


def _elegidas(panorama: PanoramaDeAlertas, que: str, cual: str) -> tuple[Html, Sequence[Alerta]]:
    """El título y las alertas de esa lista."""
    if que == "d":
        numero, _punto, severidad = cual.partition(".")
        suyas = panorama.de(leer_numero(numero) or None)
        if severidad:
            suyas = tuple(a for a in suyas if a.severidad.value == severidad)
        nombre = next((a.dependencia for a in suyas if a.dependencia), None)
        sin_nombre = _("De toda la entidad") if numero == "0" else _("Esa dependencia")
        return armar("<b>%(que)s</b>", que=recortar(nombre or sin_nombre, 80)), suyas
    if que == "r":
        suyas = tuple(a for a in panorama.alertas if a.regla == cual)
        titulo = textos.nombre_de_regla(cual) if cual in tuple(ReglaDeAlerta) else _("Alertas")
        return armar("<b>%(que)s</b>", que=titulo), suyas
    if que == "o":
        suyas = tuple(a for a in panorama.alertas if _es(a, cual))
        dicho = next((a.objeto for a in suyas if a.objeto.casefold() == cual.casefold()), cual.upper())
        return armar(_("<b>Alertas de %(que)s</b>"), que=dicho), suyas
    titulos = {
        Severidad.ERROR.value: _("<b>Alertas graves</b>"),
        Severidad.ADVERTENCIA.value: _("<b>Advertencias</b>"),
    }
    titulo = Html(titulos.get(cual, _("<b>Alertas informativas</b>")))
    return titulo, [a for a in panorama.alertas if a.severidad.value == cual]


def _es(alerta: Alerta, objeto: str) -> bool:
    """De ese código; un reporte, también del de su actividad. Uno muy largo llega cortado en el botón."""
    buscado = objeto.casefold()
    suyos = (alerta.objeto.casefold(), alerta.nombre.casefold().split(" ")[0])
    if len(objeto) >= _OBJETO:
        return any(uno.startswith(buscado) for uno in suyos)
    return buscado in suyos


def _ficha(pedido: Pedido, alerta: Alerta) -> Respuesta:
    pares = [*_con_que_se_resuelve(pedido, alerta)]
    if alerta.actividad_id is not None:
        pares.append((_("Ver la actividad"), f"e:o:actividad:{alerta.actividad_id}:0"))
    pares += [
        (_("Ver las de esta clase"), f"al:r:{alerta.regla}:0"),
        (_("Volver al resumen"), "al:i"),
    ]
    respuesta = decir(textos.detalle(alerta), *pares, por_fila=2)
    return respuesta if alerta.actividad_id is None else sobre(respuesta, "actividad", alerta.actividad_id)


def _con_que_se_resuelve(pedido: Pedido, alerta: Alerta) -> _Botones:
    """Los botones que la resuelven, solo los que quien mira puede usar."""
    posibles = _de_la_actividad(alerta) if alerta.actividad_id is not None else _de_lo_demas(alerta)
    actor = pedido.contexto.actor
    return [(rotulo, dato) for permiso, rotulo, dato in posibles if puede(actor, permiso)]


def _de_la_actividad(alerta: Alerta) -> tuple[tuple[Permiso, str, str], ...]:
    numero = alerta.actividad_id
    avance = (Permiso.REGISTRAR_AVANCE, _("Reportar avance"), f"r:{numero}")
    gasto = (Permiso.REGISTRAR_EJECUCION, _("Registrar ejecución"), f"g:a{numero}")
    match alerta.regla:
        case ReglaDeAlerta.VENCIDA | ReglaDeAlerta.POR_VENCER:
            return (avance, (Permiso.MODIFICAR_PLAN, _("Cambiar la fecha"), f"vm:{numero}"))
        case ReglaDeAlerta.SIN_REPORTE:
            return (avance, (Permiso.REGISTRAR_AVANCE, _("Sin novedad"), f"s:{numero}"))
        case ReglaDeAlerta.AVANCE_SIN_GASTO | ReglaDeAlerta.CONTRATACION:
            return (gasto,)
        case ReglaDeAlerta.SIN_RESPONSABLE:
            return ((Permiso.MODIFICAR_PLAN, _("Asignar responsable"), f"vm:{numero}"),)
        case ReglaDeAlerta.RECLAMO:
            return (
                (Permiso.RESOLVER_RECLAMOS, _("Decidir el reclamo"), "o:reclamos"),
                (Permiso.MODIFICAR_PLAN, _("Cambiar responsable"), f"vm:{numero}"),
            )
        case _:
            return (avance,)


def _de_lo_demas(alerta: Alerta) -> tuple[tuple[Permiso, str, str], ...]:
    clave = alerta.clave
    revisar = (_("Revisar el reporte"), f"w:v:{clave}")
    match alerta.regla:
        case ReglaDeAlerta.DEVUELTO:
            return ((Permiso.REGISTRAR_AVANCE, _("Corregir el reporte"), f"c:{clave}"),)
        case ReglaDeAlerta.COLA:
            return ((Permiso.REVISAR, *revisar),)
        case ReglaDeAlerta.VISTO_BUENO:
            return ((Permiso.DAR_VISTO_BUENO, *revisar),)
        case ReglaDeAlerta.NO_ENTREGABLE:
            return (
                (Permiso.INVITAR, _("Invitar"), f"p:i:{clave}"),
                (Permiso.GESTIONAR_PERSONAS, _("Ver la persona"), f"p:f:{clave}"),
            )
        case ReglaDeAlerta.CORTE:
            quienes = f"f:0:{alerta.dependencia_id or 0}"
            return (
                (Permiso.REGISTRAR_AVANCE, _("Reportar avance"), "o:avance"),
                (Permiso.CONSULTAR_SIN_REPORTE, _("Quién no ha reportado"), quienes),
                (Permiso.GESTIONAR_CORTES, _("Ver el corte"), f"k:v:{clave}:0"),
            )
        case _:
            return ((Permiso.VER_RUTA, _("Ver los pasos"), "o:pasos"),)


def _con_libro(pedido: Pedido, halladas: Sequence[Alerta], dependencia: int) -> _Botones:
    """El botón del libro, si son muchas y quien mira puede exportar."""
    if len(halladas) < _PARA_UN_LIBRO or not puede(pedido.contexto.actor, Permiso.EXPORTAR):
        return []
    return [(_("Recibir la lista en Excel"), f"al:x:{dependencia}")]


def _libro(pedido: Pedido, dependencia: int) -> Respuesta:
    """Anota el trabajo y deja el mensaje que irá mostrando cómo va."""
    contexto = pedido.contexto
    exigir(contexto.actor, Permiso.EXPORTAR)
    todas = contexto.unidad.entidades.dependencias(contexto.entidad.id)
    nombre = next((d.nombre for d in todas if d.id == dependencia), None)
    return encargar_envio(pedido, {"alertas": nombre}, Html(_("Preparo la lista… le llega por aquí.")))


def _acotar(pagina: int, cuantas: int, por_pagina: int) -> int:
    return min(pagina, max(0, (cuantas - 1) // por_pagina))

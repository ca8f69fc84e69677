"""/coherencia: qué no cuadra en el plan, de quién es, cómo se arregla y qué se deja pasar."""

from __future__ import annotations

from collections.abc import Sequence

from bot.atencion.respuesta import Apertura, Respuesta
from bot.ordenes.coherencia_escrita import Pedida, leer_pedido
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos import coherencia as textos
from bot.textos.estado import lista
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.coherencia import RevisionDeCoherencia, informe_de_coherencia, reglas_de_coherencia
from dominio.casos.reportar import vigencia_actual
from dominio.errores.coherencia import HallazgoNoEncontrado
from dominio.modelo.coherencia import ReglaVigente
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.reglas.coherencia.fichas import ficha_de
from dominio.reglas.permisos import Permiso, exigir, puede

_POR_PAGINA, _DEPENDENCIAS, _REGLAS, _BOTONES_DE_LISTA = 5, 8, 4, 5
_HUELLA, _OBJETO = 16, 40
_ACEPTADOS = "aceptados"


def coherencia(pedido: Pedido) -> Respuesta:
    """«/coherencia [salud|R12|A-012|errores|reglas]», «… aceptar R12 A-012; razón», «… apagar R23»."""
    exigir(pedido.contexto.actor, Permiso.REVISAR_COHERENCIA)
    pedida = leer_pedido(pedido.contexto, pedido.argumento)
    if pedida.dialogo is not None:
        return _abrir(pedido, pedida.dialogo, pedida.respuestas)
    return _ver(pedido, pedida)


def tocar_coherencia(pedido: Pedido) -> Respuesta:
    """Botones «z:<qué>:<cuál>:<página>»."""
    exigir(pedido.contexto.actor, Permiso.REVISAR_COHERENCIA)
    que, _dos, resto = pedido.argumento.partition(":")
    cual, _dos, pagina = resto.rpartition(":")
    numero = leer_numero(pagina, 10_000)
    match que:
        case "p":
            return _por_dependencia(pedido, numero)
        case "g":
            return _por_regla(pedido, numero)
        case "q":
            return _sin_hallazgos(pedido, numero)
        case "s" | "d" | "r" | "o":
            return _lista(pedido, que, cual, numero)
        case "h":
            return _detalle(pedido, resto)
        case "f":
            return _ficha(pedido, resto)
        case "a":
            return _abrir(pedido, "aceptar_hallazgo", {"hallazgo": resto})
        case "b":
            return _abrir(pedido, "reabrir_hallazgo", {"hallazgo": resto})
        case "x":
            return _abrir(pedido, "ajuste_de_regla", {"regla": cual, "cambio": pagina})
        case _:
            return _resumen(pedido)


def _ver(pedido: Pedido, pedida: Pedida) -> Respuesta:
    if pedida.reglas:
        return _por_regla(pedido, 0)
    if pedida.regla is not None:
        return _ficha(pedido, pedida.regla)
    if pedida.dependencia is not None:
        return _lista(pedido, "d", str(pedida.dependencia), 0)
    if pedida.severidad is not None:
        return _lista(pedido, "s", pedida.severidad, 0)
    if pedida.objeto is not None:
        return _lista(pedido, "o", pedida.objeto, 0)
    return _resumen(pedido)


def _informe(pedido: Pedido) -> RevisionDeCoherencia:
    return informe_de_coherencia(pedido.contexto, vigencia_actual(pedido.contexto))


def _resumen(pedido: Pedido) -> Respuesta:
    informe = _informe(pedido)
    abiertos = informe.abiertos
    pares = [
        (rotulo, f"z:s:{una.value}:0")
        for una, rotulo in (
            (Severidad.ERROR, _("Ver los errores")),
            (Severidad.ADVERTENCIA, _("Ver las advertencias")),
            (Severidad.INFORMATIVO, _("Ver los informativos")),
        )
        if any(hallazgo.severidad is una for hallazgo in abiertos)
    ]
    if len(abiertos) < len(informe.hallazgos):
        pares.append((_("Ver los aceptados"), f"z:s:{_ACEPTADOS}:0"))
    if len(informe.dependencias) > 1:
        pares.append((_("Por dependencia"), "z:p:0"))
    pares.append((_("Por regla"), "z:g:0"))
    pares.append((_("Ver el estado"), "o:estado"))
    lineas = [textos.de_dependencia(cuenta) for cuenta in informe.dependencias[:_DEPENDENCIAS]]
    if informe.dependencia is not None:
        lineas = []
    sobran = len(informe.dependencias) - len(lineas)
    if lineas and sobran > 0:
        lineas.append(armar(_("… y %(n)s más, en «Por dependencia»."), n=sobran))
    return decir(unir([textos.resumen(informe), Html(""), *lineas]), *pares, por_fila=2)


def _por_dependencia(pedido: Pedido, pedida: int) -> Respuesta:
    cuentas = _informe(pedido).dependencias
    pagina = _acotar(pedida, len(cuentas), _BOTONES_DE_LISTA)
    lineas = [textos.de_dependencia(cuenta) for cuenta in cuentas]
    visibles = cuentas[pagina * _BOTONES_DE_LISTA : (pagina + 1) * _BOTONES_DE_LISTA]
    pares = [
        (
            _("Ver %(que)s") % {"que": recortar(c.nombre or _("lo de toda la entidad"), 40)},
            f"z:d:{c.id or 0}:0",
        )
        for c in visibles
    ]
    pares += paginas("z:p:", pagina, len(cuentas), _BOTONES_DE_LISTA)
    pares.append((_("Volver al resumen"), "z:i"))
    titulo = Html(_("<b>Coherencia por dependencia</b>"))
    return decir(lista(titulo, lineas, pagina, _BOTONES_DE_LISTA), *pares)


def _por_regla(pedido: Pedido, pedida: int) -> Respuesta:
    """Las reglas con hallazgos: primero la del hallazgo que más pesa; a igual peso, la que más tiene."""
    abiertos = _informe(pedido).abiertos
    suyos = {regla: [h for h in abiertos if h.regla == regla] for regla in {h.regla for h in abiertos}}
    peores = {regla: min((h.severidad for h in hs), key=lambda s: s.peso) for regla, hs in suyos.items()}
    todas = reglas_de_coherencia(pedido.contexto)
    reglas = sorted(
        (regla for regla in todas if regla.ficha.codigo in suyos),
        key=lambda r: (peores[r.ficha.codigo].peso, -len(suyos[r.ficha.codigo])),
    )
    lineas = [textos.de_regla(r, len(suyos[r.ficha.codigo]), peores[r.ficha.codigo]) for r in reglas] or [
        Html(_("Ninguna regla tiene hallazgos abiertos."))
    ]
    demas = ((_("Ver las demás reglas"), "z:q:0"),) if len(reglas) < len(todas) else ()
    return _reglas(Html(_("<b>Coherencia por regla</b>")), reglas, lineas, ("z:g:", pedida), demas)


def _sin_hallazgos(pedido: Pedido, pedida: int) -> Respuesta:
    """Las reglas que hoy no dicen nada: las limpias y las apagadas."""
    con = {hallazgo.regla for hallazgo in _informe(pedido).abiertos}
    reglas = [r for r in reglas_de_coherencia(pedido.contexto) if r.ficha.codigo not in con]
    lineas = [textos.de_regla(regla, 0) for regla in reglas]
    atras = ((_("Ver las que tienen hallazgos"), "z:g:0"),)
    return _reglas(Html(_("<b>Reglas sin hallazgos abiertos</b>")), reglas, lineas, ("z:q:", pedida), atras)


def _reglas(
    titulo: Html,
    reglas: Sequence[ReglaVigente],
    lineas: list[Html],
    donde: tuple[str, int],
    ademas: tuple[tuple[str, str], ...],
) -> Respuesta:
    prefijo, pedida = donde
    pagina = _acotar(pedida, len(reglas), _REGLAS)
    visibles = reglas[pagina * _REGLAS : (pagina + 1) * _REGLAS]
    pares = [(_("Ver %(que)s") % {"que": r.ficha.codigo}, f"z:f:{r.ficha.codigo}") for r in visibles]
    pares += paginas(prefijo, pagina, len(reglas), _REGLAS)
    pares += [*ademas, (_("Volver al resumen"), "z:i")]
    return decir(lista(titulo, lineas, pagina, _REGLAS), *pares, por_fila=2)


def _lista(pedido: Pedido, que: str, cual: str, pedida: int) -> Respuesta:
    informe = _informe(pedido)
    titulo, hallazgos = _elegidos(informe, que, cual)
    pagina = _acotar(pedida, len(hallazgos), _POR_PAGINA)
    lineas = [textos.en_lista(numero, hallazgo) for numero, hallazgo in enumerate(hallazgos, start=1)]
    inicio = pagina * _POR_PAGINA
    pares = [
        (
            _("Ver %(n)s: %(regla)s") % {"n": numero, "regla": hallazgo.regla},
            f"z:h:{hallazgo.huella[:_HUELLA]}",
        )
        for numero, hallazgo in enumerate(hallazgos[inicio : inicio + _POR_PAGINA], start=inicio + 1)
    ]
    pares += paginas(f"z:{que}:{cual[:_OBJETO]}:", pagina, len(hallazgos), _POR_PAGINA)
    pares.append((_("Volver al resumen"), "z:i"))
    if not lineas:
        lineas = [Html(_("No hay ningún hallazgo: está limpio."))]
    return decir(lista(titulo, lineas, pagina, _POR_PAGINA), *pares, por_fila=2)


def _elegidos(informe: RevisionDeCoherencia, que: str, cual: str) -> tuple[Html, list[Hallazgo]]:
    """El título y los hallazgos de esa lista; con los aceptados, las de un objeto y de una regla."""
    if que == "d":
        cuenta = next((c for c in informe.dependencias if str(c.id or 0) == cual), None)
        nombre = (cuenta and cuenta.nombre) or _("De toda la entidad")
        conocidas = {c.nombre for c in informe.dependencias if c.nombre}
        suyos = [
            h
            for h in informe.abiertos
            if (h.dependencia == nombre if cual != "0" else h.dependencia not in conocidas)
        ]
        return armar(_("<b>%(que)s</b>"), que=recortar(nombre, 80)), suyos
    if que == "r":
        titulo = armar(_("<b>Hallazgos de %(que)s</b>"), que=cual)
        return titulo, [h for h in informe.hallazgos if h.regla == cual]
    if que == "o":
        titulo = armar(_("<b>Hallazgos de %(que)s</b>"), que=cual)
        return titulo, [h for h in informe.hallazgos if _es(h, cual)]
    if cual == _ACEPTADOS:
        return Html(_("<b>Hallazgos aceptados</b>")), [h for h in informe.hallazgos if not h.abierto]
    titulos = {
        Severidad.ERROR.value: _("<b>Errores</b>: no se puede aprobar así"),
        Severidad.ADVERTENCIA.value: _("<b>Advertencias</b>: piden explicación"),
    }
    titulo = Html(titulos.get(cual, _("<b>Informativos</b>: para tener en cuenta")))
    return titulo, [h for h in informe.abiertos if h.severidad.value == cual]


def _es(hallazgo: Hallazgo, objeto: str) -> bool:
    return (
        hallazgo.objeto.casefold().startswith(objeto.casefold())
        if len(objeto) >= _OBJETO
        else (hallazgo.objeto.casefold() == objeto.casefold())
    )


def _detalle(pedido: Pedido, huella: str) -> Respuesta:
    hallazgo = _hallar(_informe(pedido).hallazgos, huella)
    corta = hallazgo.huella[:_HUELLA]
    pares = []
    if puede(pedido.contexto.actor, Permiso.AJUSTAR_COHERENCIA):
        if hallazgo.abierto:
            pares.append((_("Aceptar con una razón"), f"z:a:{corta}"))
        else:
            pares.append((_("Abrir otra vez"), f"z:b:{corta}"))
    pares += [
        (_("Ver la regla %(regla)s") % {"regla": hallazgo.regla}, f"z:f:{hallazgo.regla}"),
        (_("Ver los de esta regla"), f"z:r:{hallazgo.regla}:0"),
        (_("Volver al resumen"), "z:i"),
    ]
    return decir(textos.detalle(hallazgo, _regla(pedido, hallazgo.regla)), *pares)


def _hallar(hallazgos: Sequence[Hallazgo], huella: str) -> Hallazgo:
    hallado = next((h for h in hallazgos if len(huella) >= 12 and h.huella.startswith(huella)), None)
    if hallado is None:
        raise HallazgoNoEncontrado("hallazgo")
    return hallado


def _ficha(pedido: Pedido, codigo: str) -> Respuesta:
    regla = _regla(pedido, codigo)
    elegida = regla.ficha.codigo
    pares = [(_("Ver sus hallazgos"), f"z:r:{elegida}:0")]
    if puede(pedido.contexto.actor, Permiso.AJUSTAR_COHERENCIA):
        apagar = (_("Prender la regla"), "prender") if regla.apagada else (_("Apagar la regla"), "apagar")
        pares.append((apagar[0], f"z:x:{elegida}:{apagar[1]}"))
        pares += [
            (
                _("Dejarla como %(severidad)s") % {"severidad": textos.severidad(una)},
                f"z:x:{elegida}:{una.value}",
            )
            for una in Severidad
            if una is not regla.severidad
        ]
        if regla.ficha.umbral is not None:
            pares.append((_("Cambiar el umbral"), f"z:x:{elegida}:umbral"))
        if not regla.ajuste.vacio:
            pares.append((_("Dejarla como viene"), f"z:x:{elegida}:restablecer"))
    pares.append((_("Ver las reglas"), "z:g:0"))
    return decir(textos.ficha(regla), *pares, por_fila=2)


def _regla(pedido: Pedido, codigo: str) -> ReglaVigente:
    elegida = ficha_de(codigo).codigo
    return next(r for r in reglas_de_coherencia(pedido.contexto) if r.ficha.codigo == elegida)


def _abrir(pedido: Pedido, dialogo: str, respuestas: dict[str, str]) -> Respuesta:
    exigir(pedido.contexto.actor, Permiso.AJUSTAR_COHERENCIA)
    return Respuesta(abrir=Apertura(dialogo, respuestas))


def _acotar(pagina: int, cuantos: int, por_pagina: int) -> int:
    return min(pagina, max(0, (cuantos - 1) // por_pagina))

"""Lo que dice el resumen diario del servicio: cuentas y la cabeza de la traza, sin datos de nadie."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.textos import formato
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.envio import ClaseEnvio
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.resumen import CuentasDelServicio, ResumenDiario

_CLASES = {
    ClaseEnvio.RESPUESTA: _l("respuestas"),
    ClaseEnvio.ACUSE: _l("acuses"),
    ClaseEnvio.BOTON: _l("toques"),
    ClaseEnvio.DOCUMENTO: _l("documentos"),
    ClaseEnvio.AVISO: _l("avisos"),
    ClaseEnvio.RECORDATORIO: _l("recordatorios"),
}
_ESTADOS = {
    EstadoRecordatorio.ENVIADO: _l("enviados"),
    EstadoRecordatorio.CUMPLIDO: _l("cumplidos antes"),
    EstadoRecordatorio.CANCELADO: _l("cancelados"),
    EstadoRecordatorio.VENCIDO: _l("vencidos"),
    EstadoRecordatorio.SILENCIADO: _l("silenciados"),
    EstadoRecordatorio.NO_ENTREGABLE: _l("no entregables"),
    EstadoRecordatorio.PROGRAMADO: _l("por salir"),
}
_ERROR = 80
_MEGA, _GIGA = 1024 * 1024, 1024 * 1024 * 1024
# Un error puede traer el número de una cuenta o un nombre de usuario.
_DE_ALGUIEN = re.compile(r"\d{5,}|@\w+")


def del_servicio(resumen: ResumenDiario, libres: int | None) -> Html:
    """El resumen entero.

    Args:
        resumen: desde el anterior hasta ahora.
        libres: bytes libres en la carpeta de datos; ``None`` si no se sabe.
    """
    return unir(
        [
            armar(
                _("<b>Resumen del servicio</b> · %(entidad)s\nDesde el %(desde)s"),
                entidad=recortar(resumen.entidad.nombre, _ERROR),
                desde=formato.instante(resumen.desde),
            ),
            _mensajes(resumen.cuentas),
            _recordatorios(resumen.cuentas),
            armar(_("Trabajos que fallaron: %(n)s"), n=_numero(resumen.cuentas.encargos_fallidos)),
            _espacio(resumen.cuentas, libres),
            _traza(resumen),
        ],
        "\n\n",
    )


def _mensajes(cuentas: CuentasDelServicio) -> Html:
    por_clase = [
        f"{rotulo} {_numero(cuentas.enviados[clase.value])}"
        for clase, rotulo in _CLASES.items()
        if cuentas.enviados.get(clase.value)
    ]
    enviados = sum(cuentas.enviados.values())
    lineas = [
        armar(_("Recibidos: <b>%(n)s</b>"), n=_numero(cuentas.recibidos)),
        armar(
            _("Enviados: <b>%(n)s</b>%(clases)s"),
            n=_numero(enviados),
            clases=f" ({formato.enumerar(por_clase)})" if por_clase else "",
        ),
        armar(
            _("Fallidos: <b>%(fallidos)s</b> · dudosos: <b>%(dudosos)s</b>"),
            fallidos=_numero(cuentas.fallidos),
            dudosos=_numero(cuentas.dudosos),
        ),
        _causa(cuentas),
        armar(
            _("Sin salir a tiempo: %(sin)s · en cola ahora: %(cola)s"),
            sin=_numero(cuentas.sin_salir),
            cola=_numero(cuentas.en_cola),
        ),
        armar(_("Apartados (toda la instalación): <b>%(n)s</b>"), n=_numero(cuentas.apartados)),
    ]
    return unir(lineas)


def _causa(cuentas: CuentasDelServicio) -> Html:
    if cuentas.causa is None:
        return Html("")
    error = recortar(_DE_ALGUIEN.sub("…", cuentas.causa.error), _ERROR)
    return armar(_("La causa más común: «%(error)s» (%(n)s)"), error=error, n=_numero(cuentas.causa.cuantos))


def _recordatorios(cuentas: CuentasDelServicio) -> Html:
    dichos = [
        f"{rotulo} {_numero(cuentas.recordatorios[estado])}"
        for estado, rotulo in _ESTADOS.items()
        if cuentas.recordatorios.get(estado)
    ]
    if not dichos:
        return Html(_("Recordatorios: ninguno"))
    return armar(_("Recordatorios: %(dichos)s"), dichos=formato.enumerar(dichos))


def _espacio(cuentas: CuentasDelServicio, libres: int | None) -> Html:
    partes = []
    if cuentas.tamano_base is not None:
        partes.append(armar(_("Base: %(tamano)s"), tamano=tamano(cuentas.tamano_base)))
    if libres is not None:
        partes.append(armar(_("libres en el disco: %(libres)s"), libres=tamano(libres)))
    return unir(partes, " · ")


def _traza(resumen: ResumenDiario) -> Html:
    cabeza = resumen.cabeza
    if cabeza is None:
        return Html(_("Traza: todavía no tiene eslabones"))
    desde = ""
    if resumen.eslabones is not None:
        desde = _(", %(n)s más que en el anterior") % {"n": _numero(resumen.eslabones)}
    return armar(
        _(
            "Cabeza de la traza: eslabón <b>%(secuencia)s</b>%(desde)s\n"
            "Huella: <code>%(huella)s</code>\n"
            "Guarde este mensaje; la traza se comprueba con <code>asistente auditoria verificar</code>."
        ),
        secuencia=_numero(cabeza.secuencia),
        desde=desde,
        huella=cabeza.resumen,
    )


def tamano(bytes_: int) -> str:
    """«12,4 MB» o «35,2 GB»."""
    unidad, nombre = (_GIGA, "GB") if bytes_ >= _GIGA else (_MEGA, "MB")
    return formato.cantidad((Decimal(bytes_) / unidad).quantize(Decimal("0.1")), nombre)


def _numero(cuantos: int) -> str:
    return formato.cantidad(Decimal(cuantos))

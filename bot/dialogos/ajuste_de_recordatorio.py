"""Ajustar un tipo de recordatorio para toda la entidad, con vista previa antes de confirmar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from bot.dialogos.campos import CampoOpcion, CampoTexto, campo_texto
from bot.motor.botones import APARTE
from bot.motor.campos import CampoDe, Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import formato
from bot.textos import recordatorios_de_la_entidad as textos
from bot.textos.horas import decir_hora, leer_hora
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar
from dominio.casos.configurar_recordatorios import (
    MAXIMO_RAZON,
    CambioDeRecordatorio,
    ajustar_recordatorio,
    revisar_ajuste,
    tipos_de_recordatorio,
)
from dominio.entender.numeros import Leido, Valor
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.recordados import TipoConfigurado
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.ajuste_de_recordatorios import admite_desfases, desfases_de, es_despues, exigir_hora
from dominio.reglas.coherencia.razon import razon_que_dice
from dominio.reglas.permisos import Permiso
from dominio.reglas.texto_de_recordatorio import MAXIMO_TEXTO, exigir_texto

_SEPARADOS = re.compile(r"\d{1,3}(?:(?: ?[,;] ?| y | )\d{1,3})*", re.ASCII)
_CAMBIOS: dict[str, Perezosa] = {
    "apagar": _l("Apagarlo"),
    "prender": _l("Prenderlo"),
    "dias": _l("Cambiar los días"),
    "hora": _l("Cambiar la hora"),
    "texto": _l("Poner un texto propio"),
    "sin_texto": _l("Quitar el texto propio"),
    Severidad.ERROR.value: _l("Que pese como grave"),
    Severidad.ADVERTENCIA.value: _l("Que pese como advertencia"),
    Severidad.INFORMATIVO.value: _l("Que pese como informativa"),
    "restablecer": _l("Dejarlo como viene"),
}
_TAMBIEN = {
    "apagar": ("apagar", "apagado", "desactivar"),
    "prender": ("prender", "encender", "activar"),
    "dias": ("dias", "desfases", "cuando"),
    "sin_texto": ("quitar texto", "sin texto"),
    "restablecer": ("restablecer", "como viene"),
}


def leer_dias(escrito: str) -> tuple[int, ...]:
    """Los días de «15, 7, 3 y 1».

    Raises:
        EntradaInvalida: ``desfases_ilegibles``.
    """
    plano = normalizar(escrito[:80]).strip(" .")
    if _SEPARADOS.fullmatch(plano) is None:
        raise EntradaInvalida("desfases_ilegibles", "dias", escrito=limpiar(escrito[:40], 40))
    return tuple(int(dia) for dia in re.findall(r"\d+", plano))


def _leer_dias(crudo: str) -> Leido[tuple[int, ...]]:
    return Valor(leer_dias(crudo))


def _en_texto(dias: tuple[int, ...]) -> str:
    return ",".join(str(dia) for dia in dias)


def _mostrar_dias(dias: tuple[int, ...]) -> str:
    return formato.enumerar([str(dia) for dia in dias])


def _leer_hora(crudo: str) -> Leido[time]:
    return Valor(leer_hora(crudo))


def _todos(entorno: Entorno) -> dict[str, TipoConfigurado]:
    datos = entorno.datos
    todos = datos.recordar("tipos", lambda: tipos_de_recordatorio(datos.contexto))
    return {uno.ficha.tipo.value: uno for uno in todos}


def _tipos(entorno: Entorno) -> Sequence[Eleccion]:
    return [Eleccion(clave, uno.ficha.nombre) for clave, uno in _todos(entorno).items()]


def _actual(entorno: Entorno) -> TipoConfigurado:
    return _todos(entorno)[TipoRecordatorio(entorno.respuestas["tipo"]).value]


def _cambios(entorno: Entorno) -> Sequence[Eleccion]:
    """Lo que se le puede cambiar hoy a ese tipo."""
    uno = _actual(entorno)
    sobran = {uno.ficha.severidad.value, "prender" if uno.ficha.activo else "apagar"}
    if not admite_desfases(uno.ficha):
        sobran.add("dias")
    if uno.ficha.texto is None:
        sobran.add("sin_texto")
    if not uno.ajustado:
        sobran.add("restablecer")
    return [
        Eleccion(clave, str(frase), _TAMBIEN.get(clave, (clave,)))
        for clave, frase in _CAMBIOS.items()
        if clave not in sobran
    ]


def _como_esta(entorno: Entorno) -> Html:
    return textos.detalle(_actual(entorno))


def _cambia(cual: str, entorno: Entorno) -> bool:
    return entorno.respuestas.get("cambio") == cual


def _validar_dias(entorno: Entorno) -> None:
    desfases_de(_actual(entorno).ficha, leer_dias(entorno.respuestas["dias"]))


def _antes_o_despues(entorno: Entorno) -> Html:
    if es_despues(_actual(entorno).ficha):
        return Html(_("Se cuentan días hábiles después de la fecha."))
    return Html(_("Se cuentan días hábiles antes de la fecha; 0 es el mismo día: «15, 7, 3, 1, 0»."))


def _validar_hora(entorno: Entorno) -> None:
    exigir_hora(time.fromisoformat(entorno.respuestas["hora"]))


def _validar_texto(entorno: Entorno) -> None:
    exigir_texto(entorno.respuestas["texto"])


def _pide_razon(entorno: Entorno) -> bool:
    """Si se apaga lo que exige la ley."""
    return _cambia("apagar", entorno) and not _actual(entorno).ficha.silenciable


def _validar_razon(entorno: Entorno) -> None:
    razon_que_dice(entorno.respuestas["razon"])


def _peticion(entorno: Entorno) -> CambioDeRecordatorio:
    respuestas = entorno.respuestas
    tipo, cambio = TipoRecordatorio(respuestas["tipo"]), respuestas["cambio"]
    if cambio == "restablecer":
        return CambioDeRecordatorio(tipo, restablecer=True)
    if cambio in ("apagar", "prender"):
        return CambioDeRecordatorio(tipo, activo=cambio == "prender", razon=respuestas.get("razon"))
    if cambio == "dias":
        return CambioDeRecordatorio(tipo, dias=leer_dias(respuestas["dias"]))
    if cambio == "hora":
        return CambioDeRecordatorio(tipo, hora=time.fromisoformat(respuestas["hora"]))
    if cambio in ("texto", "sin_texto"):
        return CambioDeRecordatorio(tipo, texto=respuestas["texto"] if cambio == "texto" else "")
    return CambioDeRecordatorio(tipo, severidad=Severidad(cambio))


def _resumen(entorno: Entorno) -> Sequence[Html]:
    """Cómo quedaría, y con texto propio cómo se leería."""
    quedaria = revisar_ajuste(entorno.datos.contexto, _peticion(entorno))
    lineas = [Html(_("Quedaría así, para toda la entidad:")), textos.detalle(quedaria)]
    if _cambia("dias", entorno):
        lineas.append(textos.dias_quitados(_actual(entorno), quedaria))
    if _cambia("hora", entorno):
        # «6:00» se entendió de la tarde: se dice también en 24 horas para que se note antes de confirmar.
        hora = time.fromisoformat(entorno.respuestas["hora"])
        lineas.append(
            armar(_("Sale a las <b>%(hora)s</b> (%(en_24)s)."), hora=decir_hora(hora), en_24=f"{hora:%H:%M}")
        )
    if _cambia("texto", entorno):
        lineas.append(textos.vista_previa(entorno.respuestas["texto"]))
    return lineas


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    quedo = ajustar_recordatorio(entorno.datos.contexto, _peticion(entorno))
    acuse = armar(_("Recordatorio ajustado.\n%(ficha)s"), ficha=textos.detalle(quedo))
    return Cierre(acuse, ((_("Ver los de la entidad"), f"{APARTE}rc:e:0"),))


CAMPO_DE_TEXTO: CampoTexto = campo_texto(MAXIMO_TEXTO)

AJUSTE_DE_RECORDATORIO = Dialogo(
    nombre="ajuste_de_recordatorio",
    esquema=1,
    titulo=_l("Ajustar un recordatorio"),
    en_curso=_l("el ajuste de un recordatorio"),
    permiso=Permiso.CONFIGURAR_RECORDATORIOS,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "tipo",
            CampoOpcion(_tipos, numeradas=False),
            _l("Recordatorio"),
            _l("¿Cuál recordatorio va a ajustar?"),
            _l("Toque uno, o escriba parte de su nombre."),
        ),
        Paso(
            "cambio",
            CampoOpcion(_cambios, numeradas=False),
            _l("Cambio"),
            _l("¿Qué cambia?"),
            _l("Toque una opción, o escríbala: «apagar», «hora», «días»."),
            detalle=_como_esta,
        ),
        Paso(
            "dias",
            CampoDe(_leer_dias, _en_texto, leer_dias, _mostrar_dias),
            _l("Días"),
            _l("¿Con cuántos días hábiles?"),
            _l("Separados por comas: «15, 7, 3, 1»"),
            si=lambda entorno: _cambia("dias", entorno),
            valida=_validar_dias,
            detalle=_antes_o_despues,
        ),
        Paso(
            "hora",
            CampoDe(_leer_hora, lambda h: f"{h:%H:%M}", time.fromisoformat, decir_hora),
            _l("Hora"),
            _l("¿A qué hora sale?"),
            _l("Desde las 7 de la mañana y antes de las 7 de la noche: «9:30»"),
            si=lambda entorno: _cambia("hora", entorno),
            valida=_validar_hora,
        ),
        Paso(
            "texto",
            CAMPO_DE_TEXTO,
            _l("Texto"),
            _l("¿Cómo empieza el mensaje?"),
            _l("Admite [codigo], [actividad], [fecha], [dias] y [corte]: «Le faltan [dias] días a [codigo]»"),
            si=lambda entorno: _cambia("texto", entorno),
            valida=_validar_texto,
        ),
        Paso(
            "razon",
            campo_texto(MAXIMO_RAZON),
            _l("Razón"),
            _l("¿Por qué se apaga algo que exige la ley? Queda en la traza."),
            _l("Ejemplo: la entidad lo lleva en el sistema de la Secretaría Jurídica."),
            si=_pide_razon,
            valida=_validar_razon,
        ),
    ),
)

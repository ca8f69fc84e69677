"""Activar una fecha de ley diciendo quién la verificó, apagarla con una razón, o agregar una propia."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.dialogos.campos import CampoOpcion, campo_fecha, campo_texto
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import formato
from bot.textos import recordatorios_de_la_entidad as textos
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar
from dominio.casos.fechas_de_ley import (
    MAXIMO_NOMBRE,
    MAXIMO_NORMA,
    MAXIMO_QUIEN,
    FechaLegalNueva,
    activar_fecha_de_ley,
    agregar_fecha_de_ley,
    apagar_fecha_de_ley,
    fechas_de_ley,
)
from dominio.errores import EntradaInvalida
from dominio.modelo.recordados import FechaLegalAlDia
from dominio.reglas.coherencia.razon import MAXIMO, razon_que_dice
from dominio.reglas.permisos import Permiso

ACTIVAR, APAGAR, AGREGAR = "activar", "apagar", "agregar"
_ACTOS: dict[str, Perezosa] = {
    ACTIVAR: _l("Activar o verificar una"),
    APAGAR: _l("Apagar una"),
    AGREGAR: _l("Agregar otra"),
}
_ALIAS = {
    ACTIVAR: ("activar", "verificar"),
    APAGAR: ("apagar", "desactivar"),
    AGREGAR: ("agregar", "nueva", "otra"),
}


def _actos(entorno: Entorno) -> Sequence[Eleccion]:
    return [Eleccion(clave, str(frase), _ALIAS[clave]) for clave, frase in _ACTOS.items()]


def _todas(entorno: Entorno) -> Sequence[FechaLegalAlDia]:
    datos = entorno.datos
    return datos.recordar("fechas_de_ley", lambda: fechas_de_ley(datos.contexto))


def _que(entorno: Entorno) -> str:
    return entorno.respuestas.get("que", "")


def _cuales(entorno: Entorno) -> Sequence[Eleccion]:
    """Para apagar, las activas; para activar, todas: al final las activas, que se vuelven a verificar."""
    activar = _que(entorno) == ACTIVAR
    posibles = [una for una in _todas(entorno) if activar or una.fecha.activa]
    if activar:
        posibles.sort(key=lambda una: una.fecha.activa)
    if not posibles:
        raise EntradaInvalida("sin_fechas_activas", "cual")
    ya = _("%(cual)s (ya activa)")
    rotulos = {una.fecha.codigo: f"{una.fecha.codigo} {una.fecha.nombre}" for una in posibles}
    activas = {una.fecha.codigo for una in posibles if activar and una.fecha.activa}
    return [Eleccion(c, ya % {"cual": rotulo} if c in activas else rotulo) for c, rotulo in rotulos.items()]


def _elegida(entorno: Entorno) -> FechaLegalAlDia | None:
    codigo = entorno.respuestas.get("cual")
    return next((una for una in _todas(entorno) if una.fecha.codigo == codigo), None)


def _de_las_que_hay(entorno: Entorno) -> bool:
    return _que(entorno) in (ACTIVAR, APAGAR)


def _se_agrega(entorno: Entorno) -> bool:
    return _que(entorno) == AGREGAR


def _se_verifica(entorno: Entorno) -> bool:
    return _que(entorno) in (ACTIVAR, AGREGAR)


def _se_apaga(entorno: Entorno) -> bool:
    return _que(entorno) == APAGAR


def _como_esta(entorno: Entorno) -> Html:
    una = _elegida(entorno)
    return Html("") if una is None else textos.fecha_de_ley(una)


def _limites(entorno: Entorno) -> tuple[date, date]:
    """Del primer día de este año al último del que sigue: con el año se sabe de cuál vigencia cuelga."""
    anio = entorno.datos.hoy.year
    return date(anio, 1, 1), date(anio + 1, 12, 31)


def _validar_razon(entorno: Entorno) -> None:
    razon_que_dice(entorno.respuestas["razon"])


def _la_fecha(entorno: Entorno) -> Html:
    """Qué vence y cuándo, para verlo antes de confirmar."""
    if not _se_agrega(entorno):
        una = _elegida(entorno)
        if una is None:
            return Html("")
        nombre, dia = una.fecha.nombre, una.cae
    else:
        nombre, dia = entorno.respuestas["nombre"], date.fromisoformat(entorno.respuestas["dia"])
    return armar(_("%(nombre)s: vence el <b>%(dia)s</b>."), nombre=nombre, dia=formato.fecha(dia))


def _resumen(entorno: Entorno) -> Sequence[Html]:
    if _se_apaga(entorno):
        return [
            _la_fecha(entorno),
            Html(_("Desde ahora nadie la recordará. Puede volver a activarla cuando quiera.")),
        ]
    lineas = [
        _la_fecha(entorno),
        Html(_("Desde ahora se recuerda a las jefaturas y a planeación, cada año.")),
    ]
    if _se_agrega(entorno) and _del_siguiente(entorno):
        lineas.append(Html(_("Vence el año siguiente al del plan: así queda para todas las vigencias.")))
    return lineas


def _del_siguiente(entorno: Entorno) -> bool:
    return date.fromisoformat(entorno.respuestas["dia"]).year > entorno.datos.hoy.year


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    contexto, dicho = entorno.datos.contexto, entorno.respuestas
    if _se_apaga(entorno):
        hecha = apagar_fecha_de_ley(contexto, dicho["cual"], dicho["razon"])
    elif _se_agrega(entorno):
        dia = date.fromisoformat(dicho["dia"])
        nueva = FechaLegalNueva(
            dicho["nombre"], dicho["norma"], dia.month, dia.day, dicho["quien"], _del_siguiente(entorno)
        )
        hecha = agregar_fecha_de_ley(contexto, nueva)
    else:
        hecha = activar_fecha_de_ley(contexto, dicho["cual"], dicho["norma"], dicho["quien"])
    acuse = armar(_("Guardado, con su traza.\n%(fecha)s"), fecha=textos.fecha_de_ley(hecha))
    return Cierre(acuse, ((_("Ver las fechas de ley"), f"{APARTE}rc:g:0"),))


FECHA_LEGAL = Dialogo(
    nombre="fecha_legal",
    esquema=1,
    titulo=_l("Fecha de ley"),
    en_curso=_l("una fecha de ley"),
    permiso=Permiso.CONFIGURAR_RECORDATORIOS,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso("que", CampoOpcion(_actos), _l("Qué"), _l("¿Qué va a hacer?"), _l("Toque una, o escríbala.")),
        Paso(
            "cual",
            CampoOpcion(_cuales, numeradas=False),
            _l("Cuál"),
            _l("¿Cuál fecha?"),
            _l("Toque una, o escriba su código: SIRECI"),
            si=_de_las_que_hay,
        ),
        Paso(
            "nombre",
            campo_texto(MAXIMO_NOMBRE),
            _l("Qué vence"),
            _l("¿Qué es lo que vence?"),
            _l("Ejemplo: rendición de la cuenta a la Contraloría departamental."),
            si=_se_agrega,
        ),
        Paso(
            "dia",
            campo_fecha(_limites),
            _l("Día"),
            _l("¿Qué día vence, para el plan de este año?"),
            _l("Escriba la fecha con su año: «28/02/2027» es del año siguiente al del plan."),
            si=_se_agrega,
        ),
        Paso(
            "norma",
            campo_texto(MAXIMO_NORMA),
            _l("Norma"),
            _l("¿Qué norma fija esa fecha?"),
            _l("Ejemplo: Resolución 042 de 2020, artículo 5."),
            si=_se_verifica,
            detalle=_como_esta,
        ),
        Paso(
            "quien",
            campo_texto(MAXIMO_QUIEN),
            _l("Verificada por"),
            _l("¿Quién verificó la norma y la fecha?"),
            _l("Ejemplo: Gloria Cruz, Oficina Jurídica."),
            si=_se_verifica,
        ),
        Paso(
            "razon",
            campo_texto(MAXIMO),
            _l("Razón"),
            _l("¿Por qué se apaga? Queda en la traza."),
            _l("Ejemplo: la norma se derogó y ya no obliga a la entidad."),
            si=_se_apaga,
            valida=_validar_razon,
            detalle=_como_esta,
        ),
    ),
)

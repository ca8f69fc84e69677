"""Cuándo sale una difusión, hasta cuándo sirve y cuántas caben en un día."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from dominio.errores import EntradaInvalida
from dominio.errores.difusiones import DemasiadasDifusiones
from dominio.reglas.plazos import EsHabil, momento_decente
from dominio.valores.fechas import a_bogota

TOPE_POR_DIA = 5
# Con el encabezado, el pie y la cuenta de quiénes la reciben, la vista previa cabe en un mensaje.
MAXIMO_TEXTO = 2500
CIERRE = time(19)
# Lo que espera sale cuando la gente ya llegó, no a la hora en que se escribió.
APERTURA = time(8)
# Lo que sale al final de la jornada, o fuera de ella porque así se pidió, tiene al menos este rato.
RATO_MINIMO = timedelta(hours=1)


def proxima_salida(ahora: datetime, es_habil: EsHabil) -> datetime:
    """Cuándo puede salir sin molestar: ya, o a las 8:00 del siguiente momento decente; instante UTC.

    Fuente: Ley 4 de 1913 art. 62 para el día hábil; de 7:00 a 19:00, regla de la entidad.
    """
    cuando = momento_decente(ahora, None, es_habil)
    if cuando.astimezone(UTC) <= ahora:
        return ahora
    return datetime.combine(cuando.date(), APERTURA, tzinfo=cuando.tzinfo).astimezone(UTC)


def hasta_cuando_sirve(sale_en: datetime) -> datetime:
    """Último instante (UTC) en que se entrega: las 19:00 de ese día, o una hora después de salir.

    Lo que no alcanzó a salir (el servicio estuvo caído) no llega de noche ni otro día: se cuenta
    como vencido y quien lo mandó decide si lo reintenta.

    Fuente: horario decente de 7:00 a 19:00, regla de la entidad.
    """
    local = a_bogota(sale_en)
    cierre = datetime.combine(local.date(), CIERRE, tzinfo=local.tzinfo).astimezone(UTC)
    return max(cierre, sale_en + RATO_MINIMO)


def desde_hoy(ahora: datetime) -> datetime:
    """La medianoche de Bogotá con que empezó el día; instante UTC.

    Fuente: hora legal de Colombia (Decreto 2707 de 1982).
    """
    local = a_bogota(ahora)
    return datetime.combine(local.date(), time(0), tzinfo=local.tzinfo).astimezone(UTC)


def exigir_cupo(hechas_hoy: int) -> None:
    """Que todavía quepa una difusión hoy.

    Raises:
        DemasiadasDifusiones: la entidad ya mandó ``TOPE_POR_DIA``.

    Fuente: regla de la entidad: lo que llega muchas veces al día deja de leerse.
    """
    if hechas_hoy >= TOPE_POR_DIA:
        raise DemasiadasDifusiones("difusion", tope=TOPE_POR_DIA)


def exigir_largo(texto: str) -> None:
    """Que el mensaje quepa, contado como lo cuenta Telegram: un emoji vale dos.

    Raises:
        EntradaInvalida: ``texto_muy_largo``, con ``maximo`` y ``largo``.

    Fuente: Bot API de Telegram, «sendMessage»: 4.096 unidades UTF-16 por mensaje.
    """
    largo = len(texto.encode("utf-16-le")) // 2
    if largo > MAXIMO_TEXTO:
        raise EntradaInvalida("texto_muy_largo", "texto", maximo=MAXIMO_TEXTO, largo=largo)

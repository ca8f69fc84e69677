"""Con qué se devuelve un reporte: las observaciones de siempre, y cómo se nombra cada respuesta."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.textos.idioma import Perezosa, _l
from dominio.modelo.revision import CampoObservado, Observacion, TipoReporte


@dataclass(frozen=True, slots=True)
class Plantilla:
    """Una observación de las que planeación escribe todos los días.

    Attributes:
        clave: la que lleva el botón.
        error, subsanar: el dictamen: qué está mal y qué hacer.
        campo: la respuesta por la que se empieza a corregir.
    """

    clave: str
    error: Perezosa
    subsanar: Perezosa
    campo: CampoObservado

    @property
    def observacion(self) -> Observacion:
        """La que queda guardada."""
        return Observacion(str(self.error), str(self.subsanar), self.campo)


_VALOR, _LOGRO = CampoObservado.VALOR, CampoObservado.LOGRO

_ACUMULADO = Plantilla(
    "acumulado",
    _l("El valor reportado no es el acumulado de la vigencia."),
    _l("Escriba lo que lleva en total desde enero, no solo lo de este periodo."),
    _VALOR,
)
_SOPORTE = Plantilla(
    "soporte",
    _l("Lo reportado no tiene soporte, o el adjunto no lo demuestra."),
    _l("Adjunte fotos, actas o listados de lo que reporta."),
    CampoObservado.EVIDENCIA,
)
_GENERICA = Plantilla(
    "generica",
    _l("La narrativa es insuficiente o genérica."),
    _l("Indique qué se hizo, cómo, dónde y a quién benefició."),
    _LOGRO,
)
_CERO = Plantilla(
    "cero",
    _l("El avance en 0 debe justificarse en Dificultades."),
    _l("Cuente en Dificultades qué lo ha impedido y en qué va."),
    CampoObservado.DIFICULTADES,
)
_SUPERA = Plantilla(
    "supera",
    _l("Lo reportado supera lo programado."),
    _l("Diga si se mantiene o ya no se entrega más; si fue un error, corrija el valor."),
    _VALOR,
)
_CIFRA = Plantilla(
    "cifra",
    _l("La cifra narrada es distinta de la reportada."),
    _l("Corrija la que esté mal para que digan lo mismo."),
    _LOGRO,
)
_VACIO = Plantilla(
    "vacio",
    _l("Falta un dato, o está vacío."),
    _l("Complete la respuesta: un vacío o un punto no dicen nada."),
    _LOGRO,
)
_PRIMERO = Plantilla(
    "primero",
    _l("El reporte llega a 100 % en el primer trimestre."),
    _l("Explique si la meta es de mantenimiento o cómo se cumplió tan pronto."),
    _LOGRO,
)
_CODIGO = Plantilla(
    "codigo",
    _l("El producto MGA o el BPIN no corresponde."),
    _l("Verifique el código y, si está mal en el plan, avise a planeación."),
    _VALOR,
)

PLANTILLAS: Mapping[TipoReporte, tuple[Plantilla, ...]] = {
    TipoReporte.AVANCE: (
        _SOPORTE,
        _GENERICA,
        _ACUMULADO,
        Plantilla(
            "singasto",
            _l("Hay avance físico sin ejecución financiera."),
            _l("Aclare si fue por gestión, donación, cofinanciación o sin costo, y adjunte el soporte."),
            CampoObservado.ACLARACION,
        ),
        Plantilla(
            "etapa",
            _l("Hay obligaciones sin avance físico."),
            _l("Explique en qué etapa contractual va, o reporte el avance."),
            _VALOR,
        ),
        _CERO,
        Plantilla(
            "meta",
            _l("La meta está en 100 % y sus actividades van por debajo de 30 %."),
            _l("Actualice el avance de la actividad, o explique por qué la meta ya se cumplió."),
            _VALOR,
        ),
        _CIFRA,
        _SUPERA,
        _PRIMERO,
        _VACIO,
        _CODIGO,
    ),
    TipoReporte.EJECUCION: (
        Plantilla(
            "documento",
            _l("El documento falta, o no corresponde al movimiento."),
            _l("Escriba el número del CDP, registro, obligación u orden de pago que lo sustenta."),
            CampoObservado.DOCUMENTO,
        ),
        Plantilla(
            "valor",
            _l("El valor no coincide con el de la ejecución presupuestal."),
            _l("Verifíquelo con hacienda y escriba el que quedó registrado."),
            _VALOR,
        ),
        Plantilla(
            "apropia",
            _l("Las obligaciones son mayores que la apropiación."),
            _l("Revise el valor; si hubo una adición, avise a planeación para cargarla."),
            _VALOR,
        ),
        _ACUMULADO,
        Plantilla(
            "fecha",
            _l("La fecha del documento no corresponde."),
            _l("Escriba la fecha que trae el documento."),
            CampoObservado.FECHA,
        ),
        _CODIGO,
    ),
    TipoReporte.RESULTADO: (
        Plantilla(
            "meta",
            _l("La meta está en 100 % y sus actividades van por debajo de 30 %."),
            _l("Explique cómo se cumplió, o corrija el resultado."),
            _VALOR,
        ),
        _GENERICA,
        _ACUMULADO,
        Plantilla(
            "cierre",
            _l("La proyección de cierre es inferior a lo acumulado."),
            _l("Corrija el que esté mal: el resultado o la proyección."),
            _VALOR,
        ),
        _SUPERA,
        _CERO,
        _PRIMERO,
        _CIFRA,
        _VACIO,
    ),
}

CAMPOS: Mapping[CampoObservado, Perezosa] = {
    CampoObservado.VALOR: _l("El valor"),
    CampoObservado.LOGRO: _l("Qué se hizo"),
    CampoObservado.ANALISIS: _l("El análisis"),
    CampoObservado.DIFICULTADES: _l("Las dificultades"),
    CampoObservado.MOTIVO: _l("El motivo de la baja"),
    CampoObservado.ACLARACION: _l("La aclaración"),
    CampoObservado.EVIDENCIA: _l("La evidencia"),
    CampoObservado.DOCUMENTO: _l("El documento"),
    CampoObservado.FECHA: _l("La fecha"),
}


def plantilla_de(tipo: TipoReporte, error: str) -> Plantilla | None:
    """La que dice eso, si ese tipo de reporte la usa; ``None`` si son palabras de quien revisa."""
    return next((una for una in PLANTILLAS[tipo] if str(una.error) == error), None)

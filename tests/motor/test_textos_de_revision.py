"""Lo que se dice al revisar: cada error con su frase y cada observación completa."""

from __future__ import annotations

import pytest

import dominio.errores.revision as errores
from bot.motor.botones import MAXIMO_BYTES, de_dialogo
from bot.textos.causas import FRASES
from bot.textos.revision import CAMPOS, PLANTILLAS, plantilla_de
from dominio.casos.devolver import CAMPOS as CAMPOS_DE
from dominio.casos.devolver import MAXIMO_OBSERVACION
from dominio.errores import ErrorDominio
from dominio.modelo.revision import CampoObservado, TipoReporte


def test_cada_error_de_la_revision_tiene_su_frase() -> None:
    """Ninguno se explica con la frase de emergencia."""
    propios = [
        clase
        for clase in vars(errores).values()
        if isinstance(clase, type) and issubclass(clase, ErrorDominio) and clase is not ErrorDominio
    ]
    assert propios
    assert {clase.codigo for clase in propios} - set(FRASES) == set()
    assert len({clase.codigo for clase in propios}) == len(propios)


@pytest.mark.parametrize("tipo", TipoReporte)
def test_observaciones_completas_y_de_su_reporte(tipo: TipoReporte) -> None:
    """Cada una dice el error y qué subsanar, cabe donde va y apunta a una respuesta que existe."""
    plantillas = PLANTILLAS[tipo]
    assert len({una.clave for una in plantillas}) == len({str(una.error) for una in plantillas})
    for una in plantillas:
        observacion = una.observacion
        assert observacion.subsanar
        assert max(len(observacion.error), len(observacion.subsanar)) <= MAXIMO_OBSERVACION
        assert observacion.campo in CAMPOS_DE[tipo]
        assert plantilla_de(tipo, observacion.error) is una
        assert len(de_dialogo("zzzz-AAAAAAAA", 99999, "v", una.clave).encode()) <= MAXIMO_BYTES


def test_cada_respuesta_tiene_nombre() -> None:
    """Toda respuesta que se puede observar se sabe nombrar."""
    assert set(CAMPOS) == set(CampoObservado)


def test_palabras_propias_no_son_una_plantilla() -> None:
    """Lo que no es una frase de siempre se pregunta en qué respuesta está."""
    assert plantilla_de(TipoReporte.AVANCE, "El acta es de otro barrio.") is None

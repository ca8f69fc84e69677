"""Alertas de los reportes: devueltos sin corregir, cola de revisión y visto bueno detenido."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dominio.modelo.alerta import Alerta, ReglaDeAlerta
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.persona import Persona
from dominio.modelo.revision import Revisable
from dominio.reglas.alertas.de_actividades import PLANEACION
from dominio.reglas.alertas.fichas import Severidades
from dominio.reglas.alertas.margen import Margen
from dominio.valores.fechas import fecha_bogota

_LARGO = 160


def alertas_de_devueltos(devueltos: Iterable[Revisable], severidades: Severidades) -> list[Alerta]:
    """Una por reporte devuelto y sin corregir, desde el día en que se devolvió.

    Fuente: docs/reglas.md §8 (devolución con lo que hay que subsanar).
    """
    return [_devuelto(reporte, severidades[ReglaDeAlerta.DEVUELTO]) for reporte in devueltos]


def alertas_de_cola(
    esperan: Iterable[tuple[Revisable, Sequence[Persona]]],
    margen: Margen,
    severidades: Severidades,
) -> list[Alerta]:
    """Lo enviado hace más de esos días hábiles que nadie ha decidido, desde el día en que se envió.

    Args:
        esperan: cada reporte sin decidir con quienes deben darle antes el visto bueno; sin nadie, le
            toca a planeación.
        margen: cuántos días hábiles se dan para decidir.
        severidades: cuánto pesa cada regla.

    Fuente: docs/reglas.md §8 (cola de revisión de planeación y visto bueno de la jefatura); cinco días
    hábiles por omisión.
    """
    limite = margen.antes_de(margen.hoy)
    return [
        _de_la_cola(reporte, jefes, margen.hoy, severidades)
        for reporte, jefes in esperan
        if fecha_bogota(reporte.reportado_en) < limite
    ]


def _devuelto(r: Revisable, severidad: Severidad) -> Alerta:
    decidida = r.decidida
    observado = decidida.observacion.error if decidida and decidida.observacion else ""
    corto = observado if len(observado) <= _LARGO else f"{observado[: _LARGO - 1].rstrip()}…"
    return Alerta(
        ReglaDeAlerta.DEVUELTO.value,
        severidad,
        r.folio,
        f"{r.objeto} {r.nombre}".strip(),
        r.dependencia,
        None if decidida is None else fecha_bogota(decidida.cuando),
        "Lo devolvieron y sigue sin corregir" + (f": «{corto}»." if corto else "."),
        "Corrija lo observado y vuelva a enviarlo.",
        r.autor or "Quien responde por la actividad",
        dependencia_id=r.dependencia_id,
        clave=r.folio,
    )


def _de_la_cola(r: Revisable, jefes: Sequence[Persona], hoy: date, severidades: Severidades) -> Alerta:
    regla = ReglaDeAlerta.VISTO_BUENO if jefes else ReglaDeAlerta.COLA
    enviado = fecha_bogota(r.reportado_en)
    espera = "espera el visto bueno de la jefatura" if jefes else "nadie lo ha revisado"
    return Alerta(
        regla.value,
        severidades[regla],
        r.folio,
        f"{r.objeto} {r.nombre}".strip(),
        r.dependencia,
        enviado,
        f"Se envió el {enviado:%d/%m/%Y} (hace {(hoy - enviado).days} días) y {espera}.",
        "Dé el visto bueno o devuélvalo con lo que falta." if jefes else "Apruébelo o devuélvalo.",
        ", ".join(jefe.nombre for jefe in jefes) or PLANEACION,
        dependencia_id=r.dependencia_id,
        clave=r.folio,
    )

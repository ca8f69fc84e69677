"""Lo que se hace con los cortes en estas pruebas: decidir, reportar y mirar."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dominio.casos.cortes import PanoramaDelCorte, PeticionDeCorte, consultar_corte, decidir_corte
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.modelo.corte import AccionDeCorte, Omision
from dominio.modelo.reporte import Avance
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, Mundo

T2, T3, T4 = (Corte.de(f"2026-T{n}") for n in (2, 3, 4))
CERRAR, PRORROGAR = AccionDeCorte.CERRAR, AccionDeCorte.PRORROGAR
ABRIR, REABRIR = AccionDeCorte.ABRIR, AccionDeCorte.REABRIR
OCTUBRE = datetime(2026, 10, 20, 15, tzinfo=UTC)


def decidir(
    mundo: Mundo,
    accion: AccionDeCorte,
    corte: Corte = T3,
    hasta: date | None = None,
    ahora: datetime = MARTES,
) -> None:
    """Planeación decide; si hay fecha, con motivo."""
    motivo = "Paro de transporte" if hasta else None
    with mundo.como("planeacion", ahora) as ctx:
        decidir_corte(ctx, PeticionDeCorte(accion, corte, hasta, motivo))


def reportar(mundo: Mundo, codigo: str, ahora: datetime = MARTES, puntos: int = 30) -> Avance:
    """Planeación reporta esa actividad en ese instante."""
    with mundo.como("planeacion", ahora) as ctx:
        datos = DatosAvance(
            clave_envio=f"{codigo}-{ahora.isoformat()}",
            actividad_id=mundo.actividad(codigo).id,
            valor=ValorAvance(Porcentaje.de(puntos)),
            logro="Se hizo",
            dificultades="Ninguna",
            aclaracion="Por gestión",
        )
        return registrar_avance(ctx, datos)


def panorama(mundo: Mundo, corte: Corte | None = None, ahora: datetime = MARTES) -> PanoramaDelCorte:
    """Cómo va el corte con los ojos de planeación."""
    with mundo.como("planeacion", ahora) as ctx:
        return consultar_corte(ctx, corte)


def actividades(omisiones: tuple[Omision, ...]) -> list[str]:
    """Los códigos de las actividades, sin los resultados de metas."""
    return [omision.codigo for omision in omisiones if omision.actividad_id is not None]

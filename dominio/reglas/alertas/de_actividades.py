"""Alertas de las actividades: plazos, avance, gasto, reporte, contratación y responsable."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache

from dominio.modelo.alerta import Alerta, ReglaDeAlerta
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import Renglon
from dominio.reglas.alertas.condiciones import (
    avance_sin_gasto,
    contratacion_sin_empezar,
    desde_por_vencer,
    falta_reporte,
    gasto_sin_avance,
    limite_por_vencer,
    por_vencer,
    vencida,
)
from dominio.reglas.alertas.fichas import Severidades
from dominio.reglas.cifras import en_puntos
from dominio.reglas.plazos import EsHabil, sumar_habiles
from dominio.valores.fechas import MESES, Corte
from dominio.valores.porcentaje import CERO

UN_DIA = timedelta(days=1)
PLANEACION = "Planeación"
_ORDINALES = ("primer", "segundo", "tercer", "cuarto")


@dataclass(frozen=True)
class Circunstancias:
    """Lo que hace falta saber, además de las actividades, para juzgarlas.

    Attributes:
        dia: el de referencia: hoy, o el último del corte si ya pasó.
        corte: el que se mira; ``apertura``, primer día en que recibe.
        reportadas: actividades con reporte en el corte, o de cuya falta ya se avisa de otro modo.
        con_ejecucion: si la entidad ya lleva ejecución; sin ella no se juzga el gasto.
        primer_gasto: actividad → día de su primera obligación, si se sabe.
        primer_avance: actividad → día en que se reportó su primer avance mayor que cero, si se sabe.
        por_contratar: las que el plan dice que requieren contratación.
        habiles_para_contratar: cuántos después de empezar deja de ser normal no tener CDP.
        dia_del_reporte: hasta cuándo se mira si debía reporte; ``None`` = el de referencia.
        apremia: si al corte le queda poco, o ya cerró; antes, la falta de reporte solo informa.
        peor: la banda más baja del semáforo.
    """

    dia: date
    corte: Corte
    apertura: date
    es_habil: EsHabil
    severidades: Severidades
    peor: Banda
    reportadas: Collection[int] = ()
    con_ejecucion: bool = False
    primer_gasto: Mapping[IdActividad, date] = field(default_factory=dict)
    primer_avance: Mapping[IdActividad, date] = field(default_factory=dict)
    por_contratar: Collection[int] = ()
    habiles_para_contratar: int = 10
    dia_del_reporte: date | None = None
    apremia: bool = True

    def severidad(self, regla: ReglaDeAlerta) -> Severidad:
        """Cuánto pesa hoy esa regla."""
        temprano = regla is ReglaDeAlerta.SIN_REPORTE and not self.apremia
        return Severidad.INFORMATIVO if temprano else self.severidades[regla]

    @cached_property
    def limite_por_vencer(self) -> date:
        """Última terminación que hoy se considera por vencer."""
        return limite_por_vencer(self.dia, self.es_habil)

    @cached_property
    def limite_para_contratar(self) -> date:
        """Último inicio con el que ya debería haber CDP."""
        return sumar_habiles(self.dia, -self.habiles_para_contratar, self.es_habil)

    @cached_property
    def sin_reporte(self) -> str:
        """Lo que se dice de la que debe reporte: igual para todas, así que se escribe una vez."""
        return f"No tiene reporte en el corte de{_del_corte(self.corte)}."

    @cached_property
    def entrada_en_plazo(self) -> dict[date, date]:
        """Terminación → desde cuándo es por vencer; se va llenando: muchas actividades comparten fecha."""
        return {}


def alertas_de_actividades(actividades: Sequence[EstadoActividad], c: Circunstancias) -> list[Alerta]:
    """Las alertas de cada actividad, en el orden del plan.

    Args:
        actividades: cada una frente a lo que debía ir el día de referencia.
        c: lo demás que hace falta saber.

    Fuente: docs/reglas.md §5 a §7; la de cada regla está en su ficha.
    """
    halladas: list[Alerta] = []
    for actividad in actividades:
        halladas += _del_plazo(actividad, c)
        if c.con_ejecucion:
            halladas += _del_gasto(actividad.renglon, c)
        halladas += _de_lo_pendiente(actividad.renglon, c)
    return halladas


def _del_plazo(actividad: EstadoActividad, c: Circunstancias) -> Iterator[Alerta]:
    r = actividad.renglon
    if vencida(r, c.dia):
        dias = (c.dia - r.fin).days
        yield _alerta(
            (ReglaDeAlerta.VENCIDA, c),
            r,
            r.fin + UN_DIA,
            f"Terminaba el {_fecha(r.fin)} ({_hace(dias)}) y {_avance(r)}.",
            "Reporte el avance final, o pida a planeación ajustar su fecha de terminación.",
        )
        return
    if por_vencer(r, c.dia, c.limite_por_vencer) and (r.avance or CERO) == CERO:
        yield _alerta(
            (ReglaDeAlerta.POR_VENCER, c),
            r,
            _entrada(r.fin, c),
            f"Termina el {_fecha(r.fin)} ({_en((r.fin - c.dia).days)}) y {_avance(r)}.",
            "Reporte lo que lleva, o avise a planeación si no se alcanza a cumplir.",
        )
    if actividad.banda == c.peor:
        yield _alerta(
            (ReglaDeAlerta.ATRASADA, c),
            r,
            None,
            f"{_con_mayuscula(_avance(r))} y debía ir en {en_puntos(actividad.esperado)}.",
            "Reporte el avance al día, y diga en las dificultades por qué va atrasada y cómo se recupera.",
        )


def _del_gasto(r: Renglon, c: Circunstancias) -> Iterator[Alerta]:
    if gasto_sin_avance(r):
        yield _alerta(
            (ReglaDeAlerta.GASTO_SIN_AVANCE, c),
            r,
            c.primer_gasto.get(r.id),
            f"Tiene obligaciones y {_avance(r)}.",
            "Reporte el avance, o explique en las dificultades la etapa contractual.",
        )
    if avance_sin_gasto(r):
        yield _alerta(
            (ReglaDeAlerta.AVANCE_SIN_GASTO, c),
            r,
            c.primer_avance.get(r.id),
            f"{_con_mayuscula(_avance(r))} y no tiene obligaciones.",
            "Registre su ejecución, o aclare si fue por gestión, donación, cofinanciación o sin costo.",
        )


def _de_lo_pendiente(r: Renglon, c: Circunstancias) -> Iterator[Alerta]:
    if falta_reporte(r, c.reportadas, c.dia_del_reporte or c.dia):
        yield _alerta(
            (ReglaDeAlerta.SIN_REPORTE, c),
            r,
            max(c.apertura, r.inicio),
            c.sin_reporte,
            "Reporte cómo va, aunque sea sin novedad.",
        )
    if contratacion_sin_empezar(r, c.por_contratar, c.limite_para_contratar):
        yield _alerta(
            (ReglaDeAlerta.CONTRATACION, c),
            r,
            r.inicio,
            f"El plan dice que requiere contratación; empezó el {_fecha(r.inicio)} y no tiene CDP ni "
            "compromisos.",
            "Registre el CDP o el compromiso, o explique en las dificultades por qué no se ha contratado.",
        )
    if r.responsable_id is None:
        yield _alerta(
            (ReglaDeAlerta.SIN_RESPONSABLE, c),
            r,
            None,
            "Nadie responde por ella: no se le recuerda a nadie y nadie la puede reportar.",
            "Asigne un responsable con nombre y apellido.",
        )


def _alerta(
    de: tuple[ReglaDeAlerta, Circunstancias], r: Renglon, desde: date | None, que_pasa: str, que_hacer: str
) -> Alerta:
    regla, c = de
    quien = PLANEACION if r.responsable_id is None else r.responsable
    return Alerta(
        regla.value,
        c.severidad(regla),
        r.codigo,
        r.nombre,
        r.dependencia,
        desde,
        que_pasa,
        que_hacer,
        quien,
        r.id,
        r.dependencia_id,
    )


def _entrada(fin: date, c: Circunstancias) -> date:
    if fin not in c.entrada_en_plazo:
        c.entrada_en_plazo[fin] = desde_por_vencer(fin, c.es_habil)
    return c.entrada_en_plazo[fin]


def _del_corte(corte: Corte) -> str:
    """«l tercer trimestre de 2026» o « septiembre de 2026»: lo que sigue a «de»."""
    if corte.periodo == "T":
        return f"l {_ORDINALES[corte.numero - 1]} trimestre de {corte.vigencia}"
    return f" {MESES[corte.numero - 1]} de {corte.vigencia}"


def _avance(renglon: Renglon) -> str:
    return "no tiene avance reportado" if renglon.avance is None else f"va en {en_puntos(renglon.avance)}"


def _con_mayuscula(texto: str) -> str:
    return f"{texto[:1].upper()}{texto[1:]}"


@lru_cache(maxsize=1024)
def _fecha(dia: date) -> str:
    return f"{dia:%d/%m/%Y}"


def _hace(dias: int) -> str:
    return "ayer" if dias == 1 else f"hace {dias} días"


def _en(dias: int) -> str:
    return {0: "hoy", 1: "mañana"}.get(dias, f"en {dias} días")

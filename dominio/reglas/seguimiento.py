"""Cómo se mide la entrega de los reportes: la curva, los tiempos y a qué escalón se contestó."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from dominio.modelo.identidad import IdActividad
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.seguimiento import (
    AntesDelReporte,
    EntregaDeGrupo,
    LlegadaDeReporte,
    Peldano,
    PuntoDeLaCurva,
    RecordatorioEnviado,
    ReporteRecibido,
    Tiempos,
)
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.plazos import UN_DIA, EsHabil
from dominio.valores.fechas import a_bogota, fecha_bogota
from dominio.valores.porcentaje import Porcentaje, redondear

SIN_RECORDATORIO, NUNCA = "sin_recordatorio", "nunca"
JORNADA = (time(7), time(19))
_FALTAN = re.compile(r"faltan_(\d{1,3})", re.ASCII)
_POR_TIPO = {
    TipoRecordatorio.VENCIDA: "vencida",
    TipoRecordatorio.ESCALA_JEFATURA: "jefatura",
    TipoRecordatorio.ESCALA_PLANEACION: "planeacion",
    TipoRecordatorio.CORTE_ABRE: "corte",
    TipoRecordatorio.CORTE_CIERRA: "corte",
}
# A quien le llegan, le piden reportar en el corte; los demás hablan de otra cosa.
PIDEN_REPORTE = frozenset(
    {
        TipoRecordatorio.PLAZO,
        TipoRecordatorio.VENCIDA,
        TipoRecordatorio.CORTE_ABRE,
        TipoRecordatorio.CORTE_CIERRA,
    }
)
_DESPUES_DE_LOS_PLAZOS = (
    *("vence_hoy", "vencida", "jefatura", "planeacion", "corte", "otro"),
    *(SIN_RECORDATORIO, NUNCA),
)


def escalon_de(tipo: TipoRecordatorio, hito: str) -> str:
    """En qué escalón está un recordatorio: «faltan_7», «vence_hoy», «vencida», «jefatura»…

    El plazo se distingue por cuántos días faltaban; lo que no es de la escalera de vencimiento ni del
    corte (comienzo, devolución, contratación, gasto) es «otro».

    Fuente: escalera de recordatorios de la entidad; los desfases son un dato suyo.
    """
    if tipo is TipoRecordatorio.PLAZO:
        return hito if _FALTAN.fullmatch(hito) else "vence_hoy"
    return _POR_TIPO.get(tipo, "otro")


def curva(llegadas: Iterable[datetime], desde: date, hasta: date) -> tuple[PuntoDeLaCurva, ...]:
    """Cuántos reportes van cada día, desde ``desde`` hasta ``hasta``, ambos incluidos.

    Los días son de Bogotá. Si un reporte llegó antes de ``desde`` la curva empieza ese día, y si llegó
    después de ``hasta``, termina ese día: ninguno se pierde.

    Fuente: curva de reportes recibidos por corte; docs/reglas.md, «Seguimiento a la entrega».
    """
    por_dia = Counter(fecha_bogota(en) for en in llegadas)
    inicio, fin = min([desde, *por_dia]), max([desde, hasta, *por_dia])
    puntos, van = [], 0
    for corrido in range((fin - inicio).days + 1):
        dia = inicio + corrido * UN_DIA
        van += por_dia[dia]
        puntos.append(PuntoDeLaCurva(dia, por_dia[dia], van))
    return tuple(puntos)


def de_peor_a_mejor(grupos: Iterable[EntregaDeGrupo]) -> tuple[EntregaDeGrupo, ...]:
    """Primero quien entregó menor parte de lo que debía; a igual parte, a quien más le falta.

    Fuente: docs/reglas.md, «Seguimiento a la entrega» (se mira primero a quien hay que llamar).
    """
    return tuple(sorted(grupos, key=lambda g: (_entregado(g), -g.faltan, -g.deben, g.nombre, g.clave)))


def _entregado(grupo: EntregaDeGrupo) -> Fraction:
    return Fraction(grupo.llegaron, grupo.deben) if grupo.deben else Fraction(1)


def mediana(valores: Sequence[int]) -> int:
    """El valor de la mitad; con un número par, el promedio de los dos del medio, sin decimales.

    Fuente: docs/reglas.md, «Seguimiento a la entrega».

    Raises:
        IndexError: no hay valores.
    """
    orden = sorted(valores)
    mitad = len(orden) // 2
    return orden[mitad] if len(orden) % 2 else (orden[mitad - 1] + orden[mitad]) // 2


def percentil_90(valores: Sequence[int]) -> int:
    """El menor valor que alcanza o supera a nueve de cada diez (rango más cercano).

    Fuente: docs/reglas.md, «Seguimiento a la entrega».

    Raises:
        IndexError: no hay valores.
    """
    orden = sorted(valores)
    return orden[-(-9 * len(orden) // 10) - 1]


class RelojHabil:
    """Minutos hábiles entre dos instantes; recuerda los días que ya preguntó."""

    def __init__(self, es_habil: EsHabil) -> None:
        """Nada se pregunta hasta que hace falta."""
        self._es_habil = es_habil
        self._dias: dict[date, int] = {}

    def minutos(self, desde: datetime, hasta: datetime) -> int:
        """Minutos de días hábiles entre las 7:00 y las 19:00 de Bogotá que hay de uno a otro.

        Args:
            desde, hasta: instantes con zona; si ``hasta`` es anterior, son 0.

        Fuente: Ley 4 de 1913 art. 62 para el día; la jornada es la de los recordatorios (7:00–19:00).
        """
        inicio, fin = a_bogota(desde), a_bogota(hasta)
        if fin <= inicio:
            return 0
        if inicio.date() == fin.date():
            return self._del_dia(inicio.date(), inicio.time(), fin.time())
        total = self._del_dia(inicio.date(), inicio.time(), time.max)
        total += self._del_dia(fin.date(), time.min, fin.time())
        dia = inicio.date() + UN_DIA
        while dia < fin.date():
            total += self._jornada(dia)
            dia += UN_DIA
        return total

    def _del_dia(self, dia: date, desde: time, hasta: time) -> int:
        if not self._jornada(dia):
            return 0
        inicio, fin = max(desde, JORNADA[0]), min(hasta, JORNADA[1])
        corrido = datetime.combine(dia, fin) - datetime.combine(dia, inicio)
        return max(0, corrido // timedelta(minutes=1))

    def _jornada(self, dia: date) -> int:
        if dia not in self._dias:
            largo = (JORNADA[1].hour - JORNADA[0].hour) * 60
            self._dias[dia] = largo if self._es_habil(dia) else 0
        return self._dias[dia]


def tiempos(grupo: str, pares: Sequence[tuple[datetime, datetime]], reloj: RelojHabil) -> Tiempos | None:
    """La mediana y el percentil 90 de lo que pasó entre cada recordatorio y su reporte.

    Args:
        pares: (cuándo salió el recordatorio, cuándo llegó el reporte).

    Returns:
        En minutos; ``None`` si no hay pares.

    Fuente: docs/reglas.md, «Seguimiento a la entrega».
    """
    if not pares:
        return None
    corridos = [(hasta - desde) // timedelta(minutes=1) for desde, hasta in pares]
    habiles = [reloj.minutos(desde, hasta) for desde, hasta in pares]
    return Tiempos(
        grupo,
        len(pares),
        mediana(corridos),
        percentil_90(corridos),
        mediana(habiles),
        percentil_90(habiles),
    )


def tiempos_por(de_quien: Iterable[tuple[str, datetime, datetime]], reloj: RelojHabil) -> tuple[Tiempos, ...]:
    """Los tiempos de cada grupo, del más lento al más rápido por su mediana de reloj.

    Fuente: docs/reglas.md, «Seguimiento a la entrega».
    """
    pares: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for grupo, desde, hasta in de_quien:
        pares[grupo].append((desde, hasta))
    hallados = [uno for grupo, suyos in pares.items() if (uno := tiempos(grupo, suyos, reloj))]
    return tuple(sorted(hallados, key=lambda uno: (-uno.mediana, -uno.casos, uno.grupo)))


def peldanos(
    llegadas: Sequence[LlegadaDeReporte], antes: Iterable[AntesDelReporte], deben: int
) -> tuple[Peldano, ...]:
    """A qué escalón contestó cada actividad: el último que salió antes de su reporte, a quien fuera.

    Las que reportaron sin que se les recordara van en «sin_recordatorio», y las que debían y no han
    reportado, en «nunca»: entre todos suman lo que debía reportarse.

    Args:
        deben: actividades que debían reporte en el corte.

    Fuente: docs/reglas.md, «Seguimiento a la entrega»; escalera de recordatorios de la entidad.
    """
    contestaron = {a.actividad_id: escalon_de(a.tipo, a.hito) for a in antes if a.ultimo}
    cuenta = Counter(contestaron.get(una.actividad_id, SIN_RECORDATORIO) for una in llegadas)
    cuenta[NUNCA] = deben - len(llegadas)
    plazos = sorted((e for e in cuenta if _FALTAN.fullmatch(e)), key=lambda e: -int(e.split("_")[1]))
    return tuple(
        Peldano(escalon, cuenta[escalon], _parte(cuenta[escalon], deben))
        for escalon in (*plazos, *_DESPUES_DE_LOS_PLAZOS)
        if cuenta[escalon]
    )


def _parte(cuantos: int, total: int) -> Porcentaje | None:
    return Porcentaje(redondear(Fraction(10_000 * cuantos, total))) if total else None


def con_su_reporte(
    enviados: Iterable[RecordatorioEnviado], reportes: Iterable[ReporteRecibido]
) -> list[RecordatorioEnviado]:
    """Cada recordatorio que salió, con el primer reporte que llegó después.

    El de una actividad, con el de esa actividad, lo haya hecho quien lo haya hecho; el de un corte, con
    el primero en ese corte de la persona a quien le llegó. Los demás no tienen reporte que los conteste.

    Args:
        reportes: en el orden en que llegaron.

    Fuente: docs/reglas.md, «Seguimiento a la entrega».
    """
    de_actividad: dict[object, list[ReporteRecibido]] = defaultdict(list)
    de_corte: dict[object, list[ReporteRecibido]] = defaultdict(list)
    for reporte in reportes:
        de_actividad[reporte.actividad_id].append(reporte)
        de_corte[f"corte:{reporte.corte}", reporte.autor_id].append(reporte)
    return [_con_el_suyo(uno, de_actividad, de_corte) for uno in enviados]


def _con_el_suyo(
    uno: RecordatorioEnviado,
    de_actividad: Mapping[object, Sequence[ReporteRecibido]],
    de_corte: Mapping[object, Sequence[ReporteRecibido]],
) -> RecordatorioEnviado:
    if uno.estado is not EstadoRecordatorio.ENVIADO:
        return uno
    if uno.actividad_id is not None:
        candidatos = de_actividad.get(uno.actividad_id, ())
    else:
        candidatos = de_corte.get((uno.objeto, uno.destinatario_id or uno.persona_id), ())
    lugar = bisect_right(candidatos, uno.en, key=lambda reporte: reporte.en)
    if lugar == len(candidatos):
        return uno
    return replace(uno, reporte=candidatos[lugar].folio, reportado_en=candidatos[lugar].en)


def pares_del_autor(
    llegadas: Iterable[LlegadaDeReporte], antes: Iterable[AntesDelReporte]
) -> list[tuple[IdActividad, AntesDelReporte, datetime]]:
    """Por cada reporte cuyo autor fue recordado, su último recordatorio y cuándo llegó el reporte.

    Fuente: docs/reglas.md, «Seguimiento a la entrega».
    """
    llego = {una.actividad_id: una.en for una in llegadas}
    return [(a.actividad_id, a, llego[a.actividad_id]) for a in antes if a.suyo and a.actividad_id in llego]

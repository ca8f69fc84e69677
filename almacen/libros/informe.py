"""Las hojas del consolidado: qué columnas llevan y cómo se arma cada renglón."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almacen.libros.columnas import CALCULADAS, Clase, Columna
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import Consolidado, Razones
from dominio.modelo.plan import Meta
from dominio.modelo.reporte import Avance, OrigenReporte
from dominio.modelo.resultado import EstadoDeMeta
from dominio.reglas.cifras import en_numero
from dominio.valores.fechas import a_bogota

Renglones = Iterator[Sequence[object]]
NO_APLICA = "no aplica"
NO_PROGRAMADA = "NP"
SIN_REPORTE = "Sin reporte"
OMITIDO = "Omisión"
IMPORTADO = "Importado"

_T, _C, _N, _D = Clase.TEXTO, Clase.CODIGO, Clase.NUMERO, Clase.DINERO
_F, _P = Clase.FECHA, Clase.PORCENTAJE

_RAZONES = CALCULADAS[-4:]

COLUMNAS_METAS: tuple[Columna, ...] = (
    Columna("codigo", "Código de meta", _C, 13),
    Columna("nombre", "Meta", _T, 40),
    Columna("tipo", "Tipo de meta", _T, 14),
    Columna("programa_codigo", "Código del programa", _C, 12),
    Columna("programa", "Programa", _T, 30),
    Columna("indicador", "Indicador", _T, 28),
    Columna("unidad", "Unidad de medida", _T, 13),
    Columna("linea_base", "Línea base", _N, 11),
    Columna("meta_vigencia", "Meta de la vigencia", _N, 12),
    Columna("acumulacion", "Tipo de acumulación", _T, 15),
    Columna("cuatrienio", "Meta del cuatrienio", _N, 12),
    Columna("resultado", "Resultado reportado", _N, 13),
    Columna("del_resultado", "Resultado / programado", _P, 13),
    Columna("corte_del_resultado", "Corte del resultado", _C, 11),
    Columna("estado_del_resultado", "Estado del resultado", _T, 12),
    Columna("folio_del_resultado", "Folio del resultado", _C, 17),
    Columna("proyeccion", "Proyección de cierre", _N, 12),
    Columna("logro", "Principal logro", _T, 44),
    Columna("analisis", "Análisis", _T, 44),
    Columna("dificultades", "Dificultades", _T, 34),
    Columna("actividades", "Actividades", _N, 12),
    Columna("avance", "Avance de sus actividades", _P, 13),
    Columna("esperado", "Avance esperado", _P, 12),
    Columna("semaforo", "Semáforo", _T, 14),
    Columna("sin_reporte", "Sin reporte en el corte", _N, 12),
    Columna("sin_revisar", "Sin revisar", _N, 10),
    Columna("vencidas", "Vencidas", _N, 10),
    Columna("definitiva", "Apropiación definitiva", _D, 20),
    *_RAZONES,
    Columna("original", "Programación original de la vigencia", _N, 14),
    Columna("original_por_anio", "Programación original por año", _T, 34),
    Columna("vigente_por_anio", "Programación vigente por año", _T, 34),
    Columna("logro_por_anio", "Logro por año", _T, 30),
)
_REVISADO = (
    Columna("revisor", "Revisado por", _T, 24),
    Columna("revisado", "Fecha de revisión", _F, 16),
    Columna("observacion", "Observación", _T, 44),
)
COLUMNAS_AVANCES: tuple[Columna, ...] = (
    Columna("folio", "Folio", _C, 17),
    Columna("corte", "Corte", _C, 11),
    Columna("actividad", "Código de actividad", _C, 13),
    Columna("dependencia", "Dependencia", _T, 28),
    Columna("porcentaje", "Avance reportado", _P, 12),
    Columna("cantidad", "Cantidad", _N, 11),
    Columna("logro", "Logro", _T, 44),
    Columna("dificultades", "Dificultades", _T, 34),
    Columna("motivo", "Motivo del retroceso", _T, 30),
    Columna("estado", "Estado", _T, 12),
    Columna("extemporaneo", "Extemporáneo", Clase.SI_NO, 14),
    Columna("autor", "Reportado por", _T, 24),
    Columna("cuando", "Fecha y hora", _F, 16),
    Columna("origen", "Origen", _T, 13),
    Columna("version", "Versión", _N, 9),
    Columna("evidencias", "Evidencias", _N, 11),
    *_REVISADO,
)
COLUMNAS_EJECUCION: tuple[Columna, ...] = (
    Columna("folio", "Folio", _C, 17),
    Columna("corte", "Corte", _C, 11),
    Columna("actividad", "Actividad", _C, 13),
    Columna("bpin", "BPIN", _C, 18),
    Columna("fuente", "Fuente", _T, 32),
    Columna("momento", "Momento del gasto", _T, 14),
    Columna("anterior", "Acumulado anterior", _D, 20),
    Columna("incremento", "Movimiento", _D, 20),
    Columna("valor", "Acumulado", _D, 20),
    Columna("documento", "Documento", _T, 18),
    Columna("fecha_documento", "Fecha del documento", _F, 13),
    Columna("estado", "Estado", _T, 12),
    Columna("extemporaneo", "Extemporáneo", Clase.SI_NO, 14),
    Columna("autor", "Reportado por", _T, 24),
    Columna("cuando", "Fecha y hora", _F, 16),
    Columna("origen", "Origen", _T, 13),
    *_REVISADO,
)

# Lo que se guarda con una clave se muestra con su nombre y sus tildes.
_ROTULOS = {
    "chat": "Chat",
    "importacion": "Importación",
    "cdp": "CDP",
    "compromiso": "Compromiso",
    "obligacion": "Obligación",
    "pago": "Pago",
    "enviado": "Enviado",
    "aprobado": "Aprobado",
    "devuelto": "Devuelto",
}


def _rotular(clave: str) -> str:
    return _ROTULOS.get(clave, clave)


def bandas_a_la_vista(consolidado: Consolidado) -> tuple[Banda, ...]:
    """Las bandas de la entidad y las que no dependen de umbrales (vencida, sin iniciar), sin repetir."""
    estados = [consolidado.general, *consolidado.dependencias, *(estado for _, estado in consolidado.metas)]
    vistas = [
        *consolidado.bandas,
        *(banda for banda, _ in consolidado.general.bandas),
        *(actividad.banda for actividad in consolidado.actividades),
        *(estado.banda for estado in estados if estado.banda is not None),
    ]
    return tuple({banda.nombre: banda for banda in reversed(vistas)}.values())


def razones_en_orden(cuatro: Razones) -> tuple[object, ...]:
    """CDP, compromisos y obligaciones sobre definitiva, y pagos sobre obligaciones; o «no aplica»."""
    valores = (
        cuatro.cdp_definitiva,
        cuatro.compromisos_definitiva,
        cuatro.obligaciones_definitiva,
        cuatro.pagos_obligaciones,
    )
    return tuple(NO_APLICA if valor is None else valor for valor in valores)


def renglones_de_metas(consolidado: Consolidado) -> Renglones:
    """Cada meta con su resultado y, aparte, cómo van sus actividades."""
    for meta, estado in consolidado.metas:
        yield (
            *(meta.codigo, meta.nombre, meta.tipo, meta.programa_codigo, meta.programa, meta.indicador),
            *(meta.unidad, meta.linea_base),
            NO_PROGRAMADA if meta.meta_vigencia is None else meta.meta_vigencia,
            *(meta.acumulacion, meta.meta_cuatrienio),
            *_del_resultado(consolidado.resultados.get(meta.id)),
            estado.actividades,
            NO_APLICA if estado.avance is None else estado.avance,
            NO_APLICA if estado.esperado is None else estado.esperado,
            estado.banda.nombre if estado.banda else NO_APLICA,
            *(estado.sin_reporte, estado.sin_revisar, estado.vencidas, estado.saldos.definitiva),
            *razones_en_orden(estado.razones),
            *_por_anio(meta, consolidado.vigencia.anio),
        )


def _por_anio(meta: Meta, anio: int) -> Sequence[object]:
    """Lo programado al aprobarse, lo programado hoy y lo logrado: son tres cosas y van aparte."""
    original = dict(meta.programacion_original)
    de_la_vigencia = original.get(anio)
    return (
        NO_PROGRAMADA if anio in original and de_la_vigencia is None else de_la_vigencia,
        *(
            " · ".join(f"{cual}: {en_numero(valor)}" for cual, valor in valores) or None
            for valores in (meta.programacion_original, meta.programacion, meta.logros)
        ),
    )


def _del_resultado(estado: EstadoDeMeta | None) -> Sequence[object]:
    """Lo que reportó quien coordina la meta; lo omitido se dice y no es un cero."""
    if estado is None or estado.ultimo is None:
        vacio = (None,) * 7
        if estado is None or not estado.programado:
            return (SIN_REPORTE, NO_APLICA, *vacio)
        return (OMITIDO if estado.omitida else SIN_REPORTE, NO_APLICA, *vacio)
    r = estado.ultimo
    return (
        *(r.valor, NO_APLICA if estado.avance is None else estado.avance, str(r.corte)),
        *(_rotular(r.estado), r.folio, r.proyeccion, r.logro, r.analisis, r.dificultades),
    )


def renglones_de_avances(consolidado: Consolidado) -> Renglones:
    """Cada reporte de avance, con quién y cuándo (hora de Bogotá)."""
    for a in consolidado.avances:
        yield (
            *(a.folio, str(a.corte), a.actividad_codigo, a.dependencia, a.porcentaje, a.cantidad),
            *(a.logro, a.dificultades, a.motivo_retroceso, _estado_de(consolidado, a)),
            *(a.extemporaneo, a.autor),
            *(a_bogota(a.reportado_en).replace(tzinfo=None), _rotular(a.origen), a.version, a.evidencias),
            *_revisado(consolidado, a.folio),
        )


def _estado_de(consolidado: Consolidado, avance: Avance) -> str:
    """El de su revisión; lo que entró con un libro y nadie ha revisado no es «Aprobado»."""
    sin_revisar = avance.folio not in consolidado.revisiones
    if avance.origen is OrigenReporte.IMPORTACION and sin_revisar:
        return IMPORTADO
    return _rotular(avance.estado)


def importadas_sin_reporte(consolidado: Consolidado) -> int:
    """Cuántas actividades tienen avance importado de un libro y ningún reporte."""
    por_origen: dict[bool, set[str]] = {True: set(), False: set()}
    for avance in consolidado.avances:
        por_origen[avance.origen is OrigenReporte.IMPORTACION].add(avance.actividad_codigo)
    return len(por_origen[True] - por_origen[False])


def renglones_de_ejecucion(consolidado: Consolidado) -> Renglones:
    """Cada movimiento del gasto, con su acumulado antes y después."""
    for e in consolidado.ejecuciones:
        yield (
            *(e.folio, str(e.corte), e.actividad_codigo, e.bpin, e.fuente, _rotular(e.momento)),
            *(e.anterior, e.incremento, e.valor, e.documento, e.fecha_documento, _rotular(e.estado)),
            *(e.extemporaneo, e.autor, a_bogota(e.reportado_en).replace(tzinfo=None), _rotular(e.origen)),
            *_revisado(consolidado, e.folio),
        )


def _revisado(consolidado: Consolidado, folio: str) -> Sequence[object]:
    """Quién lo aprobó o devolvió, cuándo y qué observó; vacío si nadie lo ha revisado."""
    revision = consolidado.revisiones.get(folio)
    if revision is None:
        return (None, None, None)
    observado = revision.observacion.error if revision.observacion else None
    return (revision.revisor, a_bogota(revision.cuando).replace(tzinfo=None), observado)

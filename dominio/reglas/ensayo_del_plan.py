"""Lo que la coherencia diría del plan de un libro, antes de guardarlo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dominio.modelo.coherencia import AjusteDeRegla
from dominio.modelo.financiero import Saldos
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.identidad import IdActividad, IdDependencia, IdMeta
from dominio.modelo.libro import FilaPlan
from dominio.modelo.plan import Renglon
from dominio.reglas.coherencia.evaluar import evaluar
from dominio.reglas.coherencia.fichas import FICHAS
from dominio.reglas.coherencia.plan import PlanGuardado
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje

# Las que dependen solo de lo que trae la hoja del plan: las demás miran lo reportado y el indicativo.
_REGLAS_DEL_LIBRO = frozenset({"R06", "R11", "R12", "R21", "R33"})
_LAS_DEMAS = {
    codigo: AjusteDeRegla(codigo, apagada=True) for codigo in FICHAS if codigo not in _REGLAS_DEL_LIBRO
}


def incoherencias_del_libro(
    vigencia: Vigencia, plan: Iterable[FilaPlan], avances: Mapping[str, Porcentaje | None]
) -> tuple[Hallazgo, ...]:
    """Lo que la coherencia diría del plan del libro una vez guardado, en el orden de las reglas.

    Args:
        vigencia: a la que pertenece.
        plan: filas del libro.
        avances: código → avance con que quedaría, en puntos.

    Fuente: docs/formato.md (lo incoherente no impide importar: se dice); R06, R11, R12, R21 y R33.
    """
    filas: dict[str, FilaPlan] = {}
    for fila in plan:
        filas.setdefault(fila.actividad_codigo, fila)
    renglones = [_ensayar(fila, avances.get(codigo)) for codigo, fila in filas.items()]
    return tuple(evaluar(PlanGuardado(vigencia, renglones), _LAS_DEMAS))


def _ensayar(fila: FilaPlan, avance: Porcentaje | None) -> Renglon:
    """La actividad como quedaría guardada; sin identificadores, que todavía no tiene."""
    return Renglon(
        id=IdActividad(0),
        codigo=fila.actividad_codigo,
        nombre=fila.actividad,
        dependencia_id=IdDependencia(0),
        dependencia_codigo=fila.dependencia_codigo,
        dependencia=fila.dependencia,
        responsable_id=None,
        responsable=fila.responsable,
        cargo=fila.cargo,
        meta_id=IdMeta(0),
        meta_codigo=fila.meta_codigo,
        meta=fila.meta,
        tipo_meta=fila.tipo_meta,
        programa_codigo=fila.programa_codigo,
        programa=fila.programa,
        indicador=fila.indicador,
        unidad=fila.unidad,
        linea_base=fila.linea_base,
        meta_vigencia=fila.meta_vigencia,
        proyecto_id=None,
        bpin=fila.bpin,
        proyecto=fila.proyecto,
        objetivo=fila.objetivo,
        ponderacion=fila.ponderacion,
        cantidad_programada=fila.cantidad_programada,
        inicio=fila.inicio,
        fin=fila.fin,
        avance=avance,
        cantidad=None,
        sin_revisar=False,
        ultimo_corte=None,
        saldos=Saldos(),
        version=0,
        producto_codigo=fila.producto_codigo,
        producto=fila.producto,
        sin_fechas=fila.sin_fechas,
    )

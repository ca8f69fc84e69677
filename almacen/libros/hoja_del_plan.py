"""La hoja «Plan de acción» del consolidado: las columnas del contrato, las calculadas y las de más."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from almacen.libros.adicionales import columnas_adicionales
from almacen.libros.columnas import CALCULADAS, PLAN, Columna
from almacen.libros.informe import NO_APLICA, NO_PROGRAMADA, Renglones, razones_en_orden
from dominio.modelo.consolidado import Consolidado, EstadoActividad
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import ComoVino, Registro, Renglon
from dominio.reglas.financiero import razones, sumar
from dominio.valores.dinero import Pesos
from dominio.valores.dinero import sumar as sumar_pesos
from dominio.valores.fechas import fecha_bogota

COLUMNAS_PLAN: tuple[Columna, ...] = (*PLAN.columnas, *CALCULADAS)


class FilasDelPlan:
    """Los renglones del plan como filas: una por registro, en el orden del plan.

    Attributes:
        adicionales: las columnas de más que este plan necesita.
        cuantas: filas que da.
    """

    def __init__(
        self,
        renglones: Sequence[Renglon],
        registros: Iterable[Registro],
        origen: Mapping[IdActividad, ComoVino],
    ) -> None:
        self._renglones = renglones
        self._registros: dict[IdActividad, list[Registro]] = defaultdict(list)
        for registro in registros:
            if registro.actividad_id is not None:
                self._registros[registro.actividad_id].append(registro)
        self.adicionales, self._extras = columnas_adicionales(renglones, self._registros, origen)
        self.cuantas = sum(len(self.registros_de(renglon)) for renglon in renglones)

    def registros_de(self, renglon: Renglon) -> Sequence[Registro | None]:
        """Sus registros; la actividad que no tiene ninguno también sale, sin fuente ni monto."""
        return self._registros.get(renglon.id) or (None,)

    def del_contrato(self, renglon: Renglon, registro: Registro | None) -> Sequence[object]:
        """Las 27 columnas del contrato, en su orden."""
        r = renglon
        return (
            *(r.dependencia_codigo, r.dependencia, r.responsable, r.cargo, r.tipo_meta),
            *(r.programa_codigo, r.programa, r.meta_codigo, r.meta, r.indicador, r.unidad, r.linea_base),
            NO_PROGRAMADA if r.meta_vigencia is None else r.meta_vigencia,
            *(r.bpin, r.proyecto, r.objetivo, r.codigo, r.nombre),
            *(r.ponderacion, r.cantidad_programada, r.inicio, r.fin, r.avance),
            registro.fuente_codigo if registro else None,
            registro.fuente if registro else None,
            _monto(registro),
            registro.contratacion if registro else None,
        )

    def de_mas(self, renglon: Renglon, registro: Registro | None) -> Iterator[object]:
        """Los valores de ``adicionales``."""
        return (extra(renglon, registro) for extra in self._extras)

    def filas(self) -> Renglones:
        """El contrato y lo adicional, sin lo calculado."""
        for renglon in self._renglones:
            for registro in self.registros_de(renglon):
                yield (*self.del_contrato(renglon, registro), *self.de_mas(renglon, registro))


class HojaDelPlan:
    """La hoja «Plan de acción» del consolidado.

    Attributes:
        columnas: las del contrato, las calculadas y las adicionales que este plan necesite.
        cuantas: filas que tendrá.
    """

    def __init__(self, consolidado: Consolidado) -> None:
        self._consolidado = consolidado
        renglones = [estado.renglon for estado in consolidado.actividades]
        self._filas = FilasDelPlan(renglones, consolidado.registros, consolidado.origen)
        self.columnas: tuple[Columna, ...] = (*COLUMNAS_PLAN, *self._filas.adicionales)
        self.cuantas = self._filas.cuantas

    def renglones(self) -> Renglones:
        """Los valores de cada fila, en el orden de ``columnas``."""
        hoy = fecha_bogota(self._consolidado.control.generado_en)
        filas = self._filas
        for estado in self._consolidado.actividades:
            for registro in filas.registros_de(estado.renglon):
                yield (
                    *filas.del_contrato(estado.renglon, registro),
                    *_calculado(estado, registro, hoy),
                    *filas.de_mas(estado.renglon, registro),
                )

    def sumas(self) -> dict[str, Pesos]:
        """Dato → suma de su columna de dinero, en pesos."""
        registros = [
            r
            for estado in self._consolidado.actividades
            for r in self._filas.registros_de(estado.renglon)
            if r
        ]
        total = sumar(registro.saldos for registro in registros)
        return {
            "monto": sumar_pesos(registro.monto for registro in registros),
            "definitiva": total.definitiva,
            "cdp": total.cdp,
            "compromisos": total.compromisos,
            "obligaciones": total.obligaciones,
            "pagos": total.pagos,
        }


def _monto(registro: Registro | None) -> Pesos | None:
    """Sin fuente ni dinero el renglón no tenía monto: la celda queda vacía, como vino."""
    if registro is None or not (registro.fuente or registro.fuente_codigo or registro.monto.centavos):
        return None
    return registro.monto


def _calculado(estado: EstadoActividad, registro: Registro | None, hoy: date) -> Sequence[object]:
    saldos = registro.saldos if registro else None
    return (
        estado.esperado,
        estado.banda.nombre,
        (estado.renglon.fin - hoy).days,
        *((saldos.definitiva, saldos.cdp, saldos.compromisos) if saldos else (None, None, None)),
        *((saldos.obligaciones, saldos.pagos) if saldos else (None, None)),
        *(razones_en_orden(razones(saldos)) if saldos else (NO_APLICA,) * 4),
    )

"""Plan de un municipio ficticio, con fechas cercanas a hoy para que la demostración tenga vida."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.plan import TipoMeta
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje

CODIGO_ENTIDAD = "99999"
NOMBRE_ENTIDAD = "Municipio de San Isidro del Río (ficticio)"


@dataclass(frozen=True, slots=True)
class _Meta:
    dependencia: tuple[str, str]
    responsable: tuple[str, str]
    tipo: TipoMeta
    programa: tuple[str, str]
    codigo: str
    nombre: str
    indicador: str
    unidad: str
    base: str
    meta: str
    proyecto: tuple[str, str, str] | None
    fuente: tuple[str, str]


_EDUCACION = ("10", "Secretaría de Educación")
_OBRAS = ("20", "Secretaría de Infraestructura")
_SALUD = ("30", "Secretaría de Salud")
_PLANEACION = ("40", "Oficina de Planeación")
_ROSA = ("Rosa Elena Quiñones", "Profesional universitaria")
_WILMER = ("Wilmer Andrés Tovar", "Ingeniero residente")
_LIBRE = ("1.2.1.0.00", "Ingresos corrientes de libre destinación")

_METAS = (
    _Meta(
        _EDUCACION,
        _ROSA,
        TipoMeta.PRODUCTO,
        ("2201", "Calidad y cobertura de la educación"),
        "2201-01",
        "Atender 850 estudiantes con alimentación escolar",
        "Estudiantes atendidos",
        "Número",
        "800",
        "850",
        (
            "2025999990011",
            "Alimentación escolar en las sedes oficiales",
            "Disminuir la deserción escolar",
        ),
        ("1.2.4.1.01", "SGP Educación - prestación de servicios"),
    ),
    _Meta(
        _EDUCACION,
        _ROSA,
        TipoMeta.PRODUCTO,
        ("2201", "Calidad y cobertura de la educación"),
        "2201-02",
        "Dotar 6 sedes rurales con biblioteca",
        "Sedes dotadas",
        "Número",
        "2",
        "6",
        ("2025999990012", "Bibliotecas para la ruralidad", "Mejorar los ambientes de aprendizaje"),
        _LIBRE,
    ),
    _Meta(
        _OBRAS,
        _WILMER,
        TipoMeta.PRODUCTO,
        ("2402", "Infraestructura red vial regional"),
        "2402-01",
        "Mejorar 5,4 km de vías terciarias",
        "Kilómetros mejorados",
        "Kilómetros",
        "0",
        "5.4",
        ("2025999990021", "Mejoramiento de vías terciarias", "Conectar las veredas con la cabecera"),
        ("1.3.1.1.05", "Crédito interno"),
    ),
    _Meta(
        _SALUD,
        ("Nubia Stella Caicedo", "Coordinadora de salud pública"),
        TipoMeta.PRODUCTO,
        ("1905", "Salud pública"),
        "1905-01",
        "Realizar 18 jornadas de vacunación rural",
        "Jornadas realizadas",
        "Número",
        "12",
        "18",
        ("2025999990031", "Salud pública en la ruralidad", "Reducir la morbilidad infantil"),
        ("1.2.4.2.02", "SGP Salud - salud pública"),
    ),
    _Meta(
        _PLANEACION,
        ("Hernán Darío Lucumí", "Secretario técnico"),
        TipoMeta.GESTION,
        ("", ""),
        "G-01",
        "Mantener al día el banco de proyectos",
        "Proyectos actualizados",
        "Porcentaje",
        "80",
        "100",
        None,
        ("", ""),
    ),
)

# meta, código, actividad, peso, cantidad, inicio (día y mes), días hasta el fin contados desde hoy
# (None = 31 de diciembre), avance conocido, pesos
_ACTIVIDADES: tuple[tuple[str, str, str, str, str | None, tuple[int, int], int | None, str, str], ...] = (
    (
        "2201-01",
        "A-001",
        "Contratar el operador de alimentación escolar",
        "40",
        None,
        (1, 15),
        -30,
        "100",
        "420000000",
    ),
    (
        "2201-01",
        "A-002",
        "Entregar raciones en las 11 sedes rurales",
        "60",
        "180",
        (2, 2),
        11,
        "72.5",
        "865000000",
    ),
    ("2201-02", "A-003", "Comprar y catalogar 1.800 libros", "70", "1800", (3, 1), 4, "35", "96500000.50"),
    ("2201-02", "A-004", "Formar bibliotecarios de las 6 sedes", "30", None, (4, 1), None, "20", "18000000"),
    (
        "2402-01",
        "A-005",
        "Placa huella vereda La Esperanza (1,2 km)",
        "55",
        None,
        (2, 15),
        3,
        "60",
        "980000000",
    ),
    ("2402-01", "A-006", "Obras de drenaje vereda El Tambo", "45", "14", (3, 10), -6, "64.29", "312750000"),
    (
        "1905-01",
        "A-007",
        "Jornadas de vacunación en zona rural",
        "100",
        "18",
        (1, 20),
        21,
        "61.11",
        "148000000",
    ),
    ("G-01", "A-008", "Actualizar las fichas del banco de proyectos", "100", None, (1, 10), None, "50", ""),
)


def plan_de_muestra(hoy: date) -> LibroLeido:
    """El plan ficticio para la vigencia de ``hoy``: 4 dependencias, 5 metas, 8 actividades."""
    metas = {meta.codigo: meta for meta in _METAS}
    filas = tuple(
        _fila(metas[datos[0]], datos, numero, hoy) for numero, datos in enumerate(_ACTIVIDADES, start=4)
    )
    return LibroLeido(plan=filas, filas_leidas={"Plan de acción": len(filas)})


def plan_ajustado(hoy: date) -> LibroLeido:
    """El mismo plan con una fecha corrida, un peso menor y una actividad nueva: para ensayar importar."""
    filas = []
    for fila in plan_de_muestra(hoy).plan:
        if fila.actividad_codigo == "A-002":
            filas.append(replace(fila, fin=Vigencia(hoy.year).fin))
        elif fila.actividad_codigo == "A-008":
            filas.append(replace(fila, ponderacion=Porcentaje.de("60")))
            nueva = replace(
                fila,
                fila=fila.fila + 1,
                actividad_codigo="A-009",
                actividad="Capacitar a las dependencias en formulación de proyectos",
                ponderacion=Porcentaje.de("40"),
                avance=None,
            )
            filas.append(nueva)
        else:
            filas.append(fila)
    return LibroLeido(plan=tuple(filas), filas_leidas={"Plan de acción": len(filas)})


def _fila(
    meta: _Meta,
    datos: tuple[str, str, str, str, str | None, tuple[int, int], int | None, str, str],
    numero: int,
    hoy: date,
) -> FilaPlan:
    _, codigo, nombre, peso, cantidad, (mes, dia), dias, avance, pesos = datos
    inicio, fin = _fechas(hoy, (mes, dia), dias)
    bpin, proyecto, objetivo = meta.proyecto or (None, None, None)
    return FilaPlan(
        hoja="Plan de acción",
        fila=numero,
        dependencia_codigo=meta.dependencia[0],
        dependencia=meta.dependencia[1],
        responsable=meta.responsable[0],
        cargo=meta.responsable[1],
        tipo_meta=meta.tipo,
        programa_codigo=meta.programa[0] or None,
        programa=meta.programa[1] or None,
        meta_codigo=meta.codigo,
        meta=meta.nombre,
        indicador=meta.indicador,
        unidad=meta.unidad,
        linea_base=Decimal(meta.base),
        meta_vigencia=Decimal(meta.meta),
        bpin=bpin,
        proyecto=proyecto,
        objetivo=objetivo,
        actividad_codigo=codigo,
        actividad=nombre,
        ponderacion=Porcentaje.de(peso),
        cantidad_programada=Decimal(cantidad) if cantidad else None,
        inicio=inicio,
        fin=fin,
        avance=Porcentaje.de(avance),
        fuente_codigo=meta.fuente[0] or None,
        fuente=meta.fuente[1] or None,
        monto=Pesos.de(pesos) if pesos else None,
        contratacion=bool(pesos),
    )


def _fechas(hoy: date, comienzo: tuple[int, int], dias: int | None) -> tuple[date, date]:
    """Empieza el mes y día dados, o ya; termina ``dias`` después de hoy, sin salirse de la vigencia."""
    ultimo = Vigencia(hoy.year).fin
    inicio = min(date(hoy.year, *comienzo), hoy)
    fin = ultimo if dias is None else min(max(hoy + timedelta(days=dias), inicio), ultimo)
    return inicio, fin

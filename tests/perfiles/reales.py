"""Perfiles a mano de los formatos reales, y dónde están sus libros; sin ellos, las pruebas se saltan."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from almacen.libros.abrir import abrir
from almacen.perfiles.leer import leer_con_perfil
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.modelo.perfil import FiltroDePerfil, NivelDePerfil, Parte, Perfil, Tomar
from tests.perfiles.a_mano import campo, campos, columna, hoja, perfil

_RAIZ = Path(__file__).resolve().parents[2]
CARPETA = Path(os.environ.get("ASISTENTE_DATOS_REALES") or _RAIZ.parent / "shared" / "datos")
_PLAN, _PI, _EJ, _POAI = TipoLibro.PLAN, TipoLibro.INDICATIVO, TipoLibro.EJECUCION, TipoLibro.POAI


def real(nombre: str) -> Path:
    """La ruta de un libro real; salta la prueba si no está."""
    ruta = CARPETA / "reales" / nombre
    if not ruta.exists():
        pytest.skip(f"sin los libros reales: ponga su carpeta en ASISTENTE_DATOS_REALES ({CARPETA})")
    return ruta


def leer_real(nombre: str, forma: Perfil, vigencia: int) -> LibroLeido:
    """Lo abre y lo lee en este proceso."""
    hojas, errores = abrir(real(nombre), con_perfil=True)
    return leer_con_perfil(hojas, errores, forma, vigencia)


def cuadro_1s(*, corridos: bool) -> Perfil:
    """El seguimiento plano de un distrito; en un trimestre trae tres rótulos corridos."""
    producto, nombre, meta = (
        ("Nombre Producto MGA", "Programación PI Año 1", "Cód Producto MGA")
        if corridos
        else ("Cód Producto MGA", "Nombre Producto MGA", "Programación PI Año 1")
    )
    avances = [f"% de Avance Actividad Trimestre {n}" for n in ("I", "II", "III", "IV")]
    return perfil(
        hoja(
            [
                *campos(
                    _PLAN,
                    dependencia_codigo="Cód centro gestor",
                    dependencia="Nombre Centro Gestor",
                    programa_codigo="Nivel 3 PD Cód",
                    programa="Nivel 3 PD Nombre",
                    meta_codigo="Meta PD",
                    meta="Denominación Meta PD",
                    bpin="Cód BPIN",
                    proyecto="Nombre BP",
                    actividad_codigo="Cód Actividad",
                    actividad="Nombre Actividad",
                    inicio="Fecha Inicio",
                    fin="Fecha Fin",
                    monto="Presupuesto Modificado",
                    producto_codigo=producto,
                    producto=nombre,
                    meta_vigencia=meta,
                ),
                campo(_PLAN, "tipo_meta", constante="Producto"),
                campo(_PLAN, "ponderacion", "Ponderación de Actividad", en_fraccion=True),
                campo(_PLAN, "avance", *avances, tomar=Tomar.ULTIMA_LLENA, en_fraccion=True),
                *campos(
                    _EJ,
                    bpin="Cód BPIN",
                    actividad_codigo="Cód Actividad",
                    inicial="Presupuesto Inicial",
                    definitiva="Presupuesto Modificado",
                    compromisos="Ejecución",
                    obligaciones="Obligado",
                    pagos="Pagos",
                ),
            ],
            fila=11,
            nombre="MEDE01.03.01.P01.F05",
            llaves=("actividad_codigo",),
            niveles=tuple(
                NivelDePerfil(f"Nivel {n}", columna(f"Nivel {n} PD Cód"), columna(f"Nivel {n} PD Nombre"))
                for n in (1, 2, 3)
            ),
        )
    )


def plan_por_secretarias() -> Perfil:
    """Una hoja por secretaría, con la actividad por fila y el bloque del plan de desarrollo al lado."""
    return perfil(
        hoja(
            [
                campo(_PLAN, "programa_codigo", "CÓDIGO DEL PROGRAMA", hereda=True),
                campo(_PLAN, "programa", ("PROGRAMA", 1), hereda=True),
                campo(_PLAN, "meta_codigo", "CÓDIGO DEL PROGRAMA", hereda=True),
                campo(_PLAN, "objetivo", "OBJETIVO", hereda=True),
                campo(_PLAN, "actividad", "ACTIVIDADES PROGRAMADAS"),
                campo(_PLAN, "responsable", "RESPONSABLE", hereda=True),
                campo(_PLAN, "tipo_meta", constante="Producto"),
                campo(_PLAN, "monto", "VALOR APROBADO"),
                campo(_PLAN, "producto_codigo", "CÓDIGO DE PRODUCTO", hereda=True),
                campo(_PLAN, "cantidad_programada", ("META 2026", 1)),
                campo(_PLAN, "meta_vigencia", ("META 2026", 2), hereda=True),
                campo(_PI, "meta_codigo", "CÓDIGO DEL PROGRAMA", hereda=True),
                campo(_PI, "programa", ("PROGRAMA", 2), hereda=True, parte=Parte.NOMBRE),
                campo(_PI, "indicador", "INDICADOR DE PRODUCTO", hereda=True),
                campo(_PI, "unidad", ("UNIDAD DE MEDIDA", 2), hereda=True),
                campo(_PI, "linea_base", ("LÍNEA DE BASE", 2), hereda=True),
                campo(_PI, "acumulacion", ("TIPO DE INDICADOR", 2), hereda=True),
                campo(_PI, "meta_cuatrienio", "META CUATRENIO", hereda=True),
                campo(_PI, "programado_2026", ("META 2026", 2), hereda=True),
            ],
            fila=3,
            excluidas=(("Copia de Sec. Bienestar y Dllo ", "repite la hoja «Sec. Bienestar y Dllo Social»"),),
            llaves=("actividad",),
            niveles=(NivelDePerfil("Componente", None, columna("COMPONENTE"), Parte.NOMBRE),),
            dependencia_es_la_hoja=True,
        )
    )


def plan_indicativo_municipal() -> Perfil:
    """Una hoja de metas con el cuatrienio, el estado P/NP por año y dos bloques de dinero."""
    return perfil(
        hoja(
            [
                campo(_PI, "meta_codigo", "COD META PRODUCTO"),
                campo(_PI, "meta", "META DE PRODUCTO"),
                campo(_PI, "programa", "PROGRAMA PDT"),
                campo(_PI, "indicador", "INDICADOR"),
                campo(_PI, "unidad", "UNIDAD DE MEDIDA"),
                campo(_PI, "linea_base", ("L.B", 2)),
                campo(_PI, "acumulacion", "TENDENCIA INDICADOR"),
                campo(_PI, "meta_cuatrienio", "VALOR ESPERADO CUATRIENIO"),
                *(campo(_PI, f"programado_{a}", f"VALOR ESPERADO {a}") for a in range(2024, 2028)),
                campo(_PI, "estado_2024", ("ESTADO PROGRAMADO-NO PROGRAMADO", 1)),
                campo(_PI, "estado_2025", ("ESTADO PROGRAMADO-NO PROGRAMADO", 2)),
                campo(_PI, "coordinadora", "RESPONSABLE"),
                campo(_EJ, "bpin", "BPIN"),
                campo(_EJ, "inicial", "APROPIACION INICIAL 2025"),
                campo(_EJ, "definitiva", ("APROPIACION DEFINITIVA 2025", 2)),
                campo(_EJ, "compromisos", ("COMPROMISOS 2025", 2)),
                campo(_EJ, "pagos", "PAGOS 2025"),
            ],
            nombre="PDM",
            llaves=("meta_codigo",),
        )
    )


def ejecucion_de_texto() -> Perfil:
    """La ejecución presupuestal de un distrito, en texto separado por punto y coma."""
    return perfil(
        hoja(
            campos(
                _EJ,
                bpin="BPIN",
                proyecto="Nombre BP",
                actividad_codigo="Programa Presupuestal",
                actividad="Nombre Actividad",
                fuente_codigo="Fondo",
                fuente="Nombre Fondo",
                inicial="PPTO INICIAL",
                reducciones="REDUCCIONES",
                adiciones="ADICIONES",
                contracreditos="CONTRACREDITOS",
                creditos="CREDITOS",
                definitiva="PPTO. MODIFICADO",
                cdp="TOTAL ACUMULADO CDP",
                compromisos="TOTAL ACUMULADO RPC",
                obligaciones="TOTAL ACUMUL OBLIGAC",
                pagos="PAGOS",
            )
        )
    )


def cuipo(*, solo_vigencia: bool = False) -> Perfil:
    """El reporte de gastos al CHIP, con los subtotales del árbol mezclados."""
    filtros = (FiltroDePerfil(columna("VIGENCIA GASTO"), ("vigencia actual",)),) if solo_vigencia else ()
    return perfil(
        hoja(
            [
                campo(_EJ, "bpin", "BPIN"),
                campo(_EJ, "fuente", "FUENTES DE FINANCIACION"),
                campo(_EJ, "compromisos", "COMPROMISOS(Pesos)"),
                campo(_EJ, "obligaciones", "OBLIGACIONES(Pesos)"),
                campo(_EJ, "pagos", "PAGOS(Pesos)"),
            ],
            fila=12,
            llaves=("fuente",),
            subtotales=columna("CODIGO"),
            filtros=filtros,
        )
    )

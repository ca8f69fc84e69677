"""Las plantillas de una entidad: sus códigos en las listas, y llenas con lo guardado dan el mismo plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from almacen.libros.abrir import abrir
from almacen.libros.columnas import POR_TIPO
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.escritor import EscritorOpenpyxl
from almacen.libros.lectura import leer_libro
from almacen.migraciones import migrar
from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar, revisar_importacion
from dominio.casos.plantillas import anotar_plantilla, datos_de_plantilla
from dominio.errores import PermisoDenegado
from dominio.modelo.identidad import IdDependencia, IdPersona
from dominio.modelo.libro import FilaEjecucion, FilaIndicativo, FilaPAC, FilaPOAI, LibroLeido, TipoLibro
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.plan import TipoAcumulacion, TipoMeta
from dominio.modelo.plantilla import DatosDePlantilla
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from tests.apoyo.plan import AHORA, VIGENCIA, LunesAViernes, filas

NP = None
PLAN = tuple(
    replace(
        fila,
        producto_codigo="1905021",
        producto="Servicio de vacunación",
        niveles=(("Eje", "01", "Territorio sano"),),
        sin_fechas=fila.actividad_codigo == "A-002",
    )
    for fila in filas()
)
CON_BPIN = next(fila for fila in PLAN if fila.bpin)
LIBRO = LibroLeido(
    plan=PLAN,
    indicativo=(
        FilaIndicativo(
            "Plan indicativo",
            4,
            PLAN[0].meta_codigo,
            PLAN[0].meta,
            PLAN[0].programa,
            PLAN[0].indicador,
            PLAN[0].unidad,
            PLAN[0].linea_base,
            TipoAcumulacion.FLUJO,
            Decimal(100),
            ((2024, Decimal(20)), (2025, NP), (2026, Decimal("30.5")), (2027, Decimal(0))),
            PLAN[0].dependencia,
        ),
    ),
    poai=(
        FilaPOAI(
            "POAI", 4, str(CON_BPIN.bpin), CON_BPIN.proyecto, CON_BPIN.meta_codigo, CON_BPIN.dependencia,
            "1.2.1.0.00", "Ingresos corrientes", Pesos(123_456_789),
        ),
    ),
    pac=(
        FilaPAC(
            "PAC", 4, str(CON_BPIN.bpin), "1.2.1.0.00", "Ingresos corrientes",
            tuple(Pesos(n * 101) for n in range(12)),
        ),
    ),
    ejecucion=(
        FilaEjecucion(
            "Ejecución", 4, CON_BPIN.bpin, CON_BPIN.actividad_codigo, CON_BPIN.fuente_codigo,
            None, None, None, None, None,
            Pesos(900_050), Pesos(800_000), Pesos(700_000), Pesos(600_000), Pesos(500_025), None,
        ),
    ),
)  # fmt: skip


class Casa:
    """Una base con esa entidad y el libro guardado."""

    def __init__(self, carpeta: Path) -> None:
        url = f"sqlite:///{carpeta / 'plan.db'}"
        migrar(url)
        self.almacen = AlmacenSQL(url)
        with self.almacen.unidad() as unidad:
            self.entidad = unidad.entidades.crear("76001", "Distrito de Prueba")
            importar(self.contexto(unidad), VIGENCIA, LIBRO, "plan.xlsx")
            unidad.confirmar()

    def contexto(
        self, unidad: UnidadDeTrabajo, rol: Rol = Rol.PLANEACION, dependencia: IdDependencia | None = None
    ) -> Contexto:
        """Alguien de ese rol."""
        actor = Persona(IdPersona(0), self.entidad.id, "Alguien", None, rol, dependencia, None, None)
        return Contexto(unidad, actor, self.entidad, AHORA, LunesAViernes(), "cli")

    def datos(self, tipo: TipoLibro, *, con_datos: bool = False) -> DatosDePlantilla:
        """Lo que pide planeación."""
        with self.almacen.lectura() as unidad:
            return datos_de_plantilla(self.contexto(unidad), VIGENCIA, tipo, con_datos=con_datos)


@pytest.fixture(scope="module")
def casa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casa]:
    """Una para todas: nadie la cambia."""
    hecha = Casa(tmp_path_factory.mktemp("casa"))
    yield hecha
    hecha.almacen.cerrar()


def _escribir(datos: DatosDePlantilla, carpeta: Path) -> Path:
    ruta = carpeta / "p.xlsx"
    EscritorOpenpyxl().plantilla(datos.tipo, ruta, datos)
    return ruta


@pytest.mark.parametrize("tipo", list(TipoLibro))
def test_plantilla_llena_reimportada_no_cambia_nada(casa: Casa, tmp_path: Path, tipo: TipoLibro) -> None:
    """La de cada instrumento, con lo guardado, se lee sin errores y no cambia ni un campo."""
    libro = leer_libro(*abrir(_escribir(casa.datos(tipo, con_datos=True), tmp_path)), None)
    assert libro.errores == ()
    assert libro.avisos == ()
    assert len(getattr(libro, tipo.value)) >= 1
    with casa.almacen.lectura() as unidad:
        revision = revisar_importacion(casa.contexto(unidad), VIGENCIA, libro)
    assert revision.errores == ()
    assert revision.resumen is not None
    assert revision.resumen.cambios == ()
    if tipo is TipoLibro.PLAN:
        assert [replace(f, hoja="", fila=0) for f in libro.plan] == [
            replace(f, hoja="", fila=0) for f in PLAN
        ]


def test_plantilla_ofrece_los_codigos_de_la_entidad(casa: Casa, tmp_path: Path) -> None:
    """Cada columna con lista apunta a la hoja «Listas», que trae lo que la entidad usa."""
    libro = openpyxl.load_workbook(_escribir(casa.datos(TipoLibro.PLAN), tmp_path))
    assert libro.sheetnames == ["Plan de acción", "Listas", "Instrucciones"]
    hoja, listas = libro["Plan de acción"], libro["Listas"]
    assert "Distrito de Prueba (76001)" in hoja["A1"].value
    zonas = {
        str(regla.sqref).split(":")[0].rstrip("0123456789"): regla.formula1
        for regla in hoja.data_validations.dataValidation
        if regla.type == "list"
    }
    titulos = {letra_de_columna(n): celda.value for n, celda in enumerate(hoja[3], start=1)}
    ofrecidas = {titulos[letra] for letra, formula in zonas.items() if formula.startswith("Listas!")}
    assert ofrecidas >= {"Código dependencia", "Dependencia", "Responsable", "Código de meta", "Código BPIN"}
    assert ofrecidas >= {"Código de fuente", "Fuente de financiación", "Código del programa"}
    dependencias = zonas[next(letra for letra, titulo in titulos.items() if titulo == "Dependencia")]
    valores = [celda.value for (celda,) in listas[dependencias.partition("!")[2].replace("$", "")]]
    assert valores == list(dict.fromkeys(fila.dependencia for fila in PLAN))
    assert all(celda.data_type == "s" for renglon in listas.iter_rows() for celda in renglon if celda.value)
    de_la_entidad = [r for r in hoja.data_validations.dataValidation if r.formula1.startswith("Listas!")]
    assert {regla.errorStyle for regla in de_la_entidad} == {"warning"}
    # Vacía: lo que falta son las filas, y la hoja de listas no estorba.
    leido = leer_libro(*abrir(tmp_path / "p.xlsx"), None)
    assert [e.codigo for e in leido.errores] == ["sin_filas"]
    assert leido.avisos == ()


def test_plantilla_de_ejecucion_ofrece_las_actividades(casa: Casa) -> None:
    """El código de actividad se elige donde ya existe, y se escribe donde se crea."""
    titulos = {tipo: [lista.titulo for lista in casa.datos(tipo).listas] for tipo in TipoLibro}
    assert "Actividades" in titulos[TipoLibro.EJECUCION]
    assert "Actividades" not in titulos[TipoLibro.PLAN]


def test_el_jefe_recibe_solo_lo_de_su_dependencia(casa: Casa) -> None:
    """Ni renglones ni metas ni proyectos de las demás; sin dependencia, no se le da nada."""
    with casa.almacen.lectura() as unidad:
        suya = unidad.entidades.dependencias(casa.entidad.id)[0]
        datos = datos_de_plantilla(
            casa.contexto(unidad, Rol.JEFE, suya.id), VIGENCIA, TipoLibro.PLAN, con_datos=True
        )
        assert datos.guardado is not None
        assert {r.dependencia for r in datos.guardado.renglones} == {suya.nombre}
        propias = {f.meta_codigo for f in PLAN if f.dependencia == suya.nombre}
        assert {m.codigo for m in datos.guardado.metas} == propias
        assert datos.dependencia == suya.nombre
        with pytest.raises(PermisoDenegado):
            datos_de_plantilla(casa.contexto(unidad, Rol.JEFE), VIGENCIA, TipoLibro.PLAN)


def test_sin_plan_en_la_vigencia_quedan_las_dependencias(casa: Casa, tmp_path: Path) -> None:
    """Una vigencia nueva empieza con la plantilla vacía y las dependencias de la entidad."""
    with casa.almacen.lectura() as unidad:
        datos = datos_de_plantilla(casa.contexto(unidad), Vigencia(2027), TipoLibro.PLAN, con_datos=True)
    assert [lista.titulo for lista in datos.listas] == ["Dependencias"]
    hoja = openpyxl.load_workbook(_escribir(datos, tmp_path))["Plan de acción"]
    assert [celda.value for celda in hoja[3]] == [c.titulo for c in POR_TIPO[TipoLibro.PLAN].columnas]
    assert hoja["A4"].value is None


def test_solo_la_plantilla_con_datos_deja_traza(casa: Casa) -> None:
    """La vacía no dice nada de nadie; la llena saca datos del plan y queda quién la pidió."""
    with casa.almacen.unidad() as unidad:
        contexto = casa.contexto(unidad)
        for con_datos in (False, True):
            anotar_plantilla(contexto, casa.datos(TipoLibro.POAI, con_datos=con_datos))
        trazas = [a for _, a, _ in unidad.auditoria.ultimas(casa.entidad.id, 20) if a.accion == "exportar"]
    assert [traza.objeto for traza in trazas] == ["plantilla:poai"]


def test_metas_de_gestion_vuelven_sin_proyecto(casa: Casa, tmp_path: Path) -> None:
    """Una meta de gestión sin BPIN, programa ni fuente sale y vuelve igual."""
    gestion = replace(
        PLAN[0],
        actividad_codigo="G-1",
        meta_codigo="MG-1",
        tipo_meta=TipoMeta.GESTION,
        meta_vigencia=None,
        programa_codigo=None,
        programa=None,
        bpin=None,
        proyecto=None,
        objetivo=None,
        fuente_codigo=None,
        fuente=None,
        monto=None,
        contratacion=None,
        producto_codigo=None,
        producto=None,
    )
    with casa.almacen.unidad() as unidad:
        contexto = casa.contexto(unidad)
        importar(contexto, Vigencia(2025), LibroLeido(plan=(gestion,)), "g.xlsx")
        datos = datos_de_plantilla(contexto, Vigencia(2025), TipoLibro.PLAN, con_datos=True)
    libro = leer_libro(*abrir(_escribir(datos, tmp_path)), None)
    assert [replace(f, hoja="", fila=0) for f in libro.plan] == [replace(gestion, hoja="", fila=0)]

"""R12: un consolidado de cien mil registros sale en segundos y sin que la memoria crezca con ellos.

Las varas escriben las mismas celdas con los mismos estilos: openpyxl de solo escritura y, si está
instalado (no es dependencia), XlsxWriter con memoria constante.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from almacen.libros.hoja_del_plan import HojaDelPlan
from almacen.libros.por_partes import LibroPorPartes
from almacen.libros.tabla import Tabla, abrir_tabla, cerrar_tabla, con_alto, moldes_de
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.identidad import IdActividad
from dominio.modelo.libro import FilaPlan
from dominio.modelo.plan import TipoMeta
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.libros.consolidados import BANDAS, consolidado_de
from tests.rendimiento.cifras import Cifra, mostrar

REGISTROS = 100_000
_RAIZ = Path(__file__).parents[2]


def plan(registros: int) -> Consolidado:
    """Un plan de ese tamaño, dos fuentes por actividad, sin reportes: solo la hoja grande pesa."""
    armado = consolidado_de([_fila(n) for n in range(registros)][:2])
    base = consolidado_de([_fila(n) for n in range(min(registros, 2_000))])
    veces = -(-registros // len(base.registros))
    actividades, propios = [], []
    salto = len(base.actividades)
    for vuelta in range(veces):
        for estado in base.actividades:
            numero = IdActividad(estado.renglon.id + vuelta * salto)
            actividades.append(replace(estado, renglon=replace(estado.renglon, id=numero)))
        for registro in base.registros:
            actividad = IdActividad((registro.actividad_id or 0) + vuelta * salto)
            propios.append(replace(registro, actividad_id=actividad))
    return replace(
        armado,
        actividades=tuple(actividades),
        registros=tuple(propios[:registros]),
        avances=(),
        ejecuciones=(),
    )


def _fila(n: int) -> FilaPlan:
    actividad = n // 2
    return FilaPlan(
        hoja="",
        fila=0,
        dependencia_codigo=f"{actividad % 30:02d}",
        dependencia=f"Secretaría número {actividad % 30} del municipio",
        responsable=f"Persona {actividad % 200} Responsable",
        cargo="Profesional especializado",
        tipo_meta=TipoMeta.PRODUCTO,
        programa_codigo=f"{2200 + actividad % 40}",
        programa=f"Programa de inversión {actividad % 40} & bienestar",
        meta_codigo=f"{2200 + actividad % 40}-{actividad % 90:02d}",
        meta=f"Atender a {actividad * 7} personas en la zona rural y urbana",
        indicador="Personas beneficiadas",
        unidad="Número",
        linea_base=None,
        meta_vigencia=None,
        bpin=f"20250076999{actividad % 1000:04d}",
        proyecto=f"Fortalecimiento de la atención integral {actividad % 1000}",
        objetivo="Mejorar la cobertura",
        actividad_codigo=f"A-{actividad:06d}",
        actividad=f"Realizar la jornada {actividad} en las sedes rurales del corregimiento",
        ponderacion=Porcentaje(actividad % 10_000),
        cantidad_programada=None,
        inicio=date(2026, 1 + actividad % 6, 1),
        fin=date(2026, 7 + actividad % 5, 15),
        avance=Porcentaje(actividad % 10_000),
        fuente_codigo=f"1.2.{n % 2}.0.00",
        fuente=("Ingresos corrientes de libre destinación", "SGP propósito general")[n % 2],
        monto=Pesos(n * 1_234_567 % 10**12),
        contratacion=bool(n % 3),
    )


def _tabla(hoja: HojaDelPlan) -> Tabla:
    return Tabla("Plan de acción", "Plan", hoja.columnas, calculadas=27, semaforo="semaforo", bandas=BANDAS)


def propio(hoja: HojaDelPlan, destino: Path) -> None:
    """Como lo escribe el programa."""
    libro = LibroPorPartes("Plan", "Plan")
    libro.tabla(_tabla(hoja), "Plan", hoja.cuantas, hoja.renglones())
    libro.guardar(destino)


def con_openpyxl(hoja: HojaDelPlan, destino: Path) -> None:
    """La misma hoja, celda por celda, con openpyxl de solo escritura."""
    from openpyxl import Workbook

    libro, tabla = Workbook(write_only=True), _tabla(hoja)
    pagina = abrir_tabla(libro, tabla, "Plan")
    moldes = moldes_de(pagina, tabla)
    for n, (alto, fila) in enumerate(con_alto(tabla, hoja.renglones()), start=4):
        pagina.row_dimensions[n].height = alto
        pagina.append([molde.con(valor) for molde, valor in zip(moldes, fila, strict=True)])
    cerrar_tabla(pagina, tabla, hoja.cuantas)
    libro.save(destino)


def con_xlsxwriter(hoja: HojaDelPlan, destino: Path) -> None:
    """Los mismos valores, ya aplanados, con XlsxWriter de memoria constante y un formato por columna."""
    import xlsxwriter  # type: ignore[import-not-found,unused-ignore]

    from almacen.libros.contenido import aplanar
    from almacen.libros.estilos import FORMATOS

    tabla = _tabla(hoja)
    libro = xlsxwriter.Workbook(
        str(destino), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    pagina = libro.add_worksheet(tabla.nombre)
    estilos = [
        libro.add_format({"num_format": FORMATOS[c.clase], "border": 1, "text_wrap": True, "valign": "top"})
        for c in tabla.columnas
    ]
    for n, c in enumerate(tabla.columnas):
        pagina.set_column(n, n, c.ancho)
        pagina.write(2, n, c.titulo)
    for n, (alto, fila) in enumerate(con_alto(tabla, hoja.renglones()), start=3):
        pagina.set_row(n, alto)
        for columna, (valor, estilo) in enumerate(zip(fila, estilos, strict=True)):
            plano = aplanar(valor)
            if plano is None:
                pagina.write_blank(n, columna, None, estilo)
            elif isinstance(plano, str):
                pagina.write_string(n, columna, plano, estilo)
            elif isinstance(plano, date):
                pagina.write_datetime(n, columna, plano, estilo)
            else:
                pagina.write_number(n, columna, plano, estilo)
    pagina.freeze_panes(3, 0)
    pagina.autofilter(2, 0, hoja.cuantas + 2, len(tabla.columnas) - 1)
    libro.close()


ESCRITORES: dict[str, Callable[[HojaDelPlan, Path], None]] = {
    "propio": propio,
    "openpyxl": con_openpyxl,
    "xlsxwriter": con_xlsxwriter,
}


def medir_aqui(cual: str, registros: int) -> dict[str, float]:
    """Segundos de procesador y MB que sube la memoria al escribir, en este proceso."""
    hoja = HojaDelPlan(plan(registros))
    gc.collect()
    antes = _reiniciar_cumbre()
    with tempfile.TemporaryDirectory() as carpeta:
        destino = Path(carpeta) / "libro.xlsx"
        comienzo = time.process_time()
        ESCRITORES[cual](hoja, destino)
        segundos = time.process_time() - comienzo
        peso = destino.stat().st_size / 1e6
    return {"s": segundos, "mb": (_memoria("VmHWM") - antes) / 1024, "archivo_mb": peso}


def _memoria(cual: str) -> int:
    """Kilobytes residentes de este proceso: los de ahora (``VmRSS``) o los de su cumbre (``VmHWM``)."""
    estado = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(linea.split()[1]) for linea in estado.splitlines() if linea.startswith(cual))


def _reiniciar_cumbre() -> int:
    """Olvida la cumbre que dejó armar el plan; devuelve los kilobytes de ahora."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _memoria("VmRSS")


def medir(cual: str, registros: int) -> dict[str, float]:
    """Lo mismo, en un proceso recién nacido."""
    orden = [sys.executable, "-m", "tests.rendimiento.r12", "--uno", cual, str(registros)]
    hecho = subprocess.run(orden, cwd=_RAIZ, capture_output=True, text=True, check=True)
    return dict(json.loads(hecho.stdout))


def cifras(vueltas: int = 3, registros: int = REGISTROS) -> Sequence[Cifra]:
    """R12: razones contra las varas, y la memoria de diez veces más renglones."""
    hay = importlib.util.find_spec("xlsxwriter") is not None
    cuales = [cual for cual in ESCRITORES if cual != "xlsxwriter" or hay]
    medidas: dict[str, list[dict[str, float]]] = {cual: [] for cual in cuales}
    for _ in range(vueltas):
        for cual in cuales:
            medidas[cual].append(medir(cual, registros))
    mediana = {cual: statistics.median(m["s"] for m in medidas[cual]) for cual in cuales}
    detalle: dict[str, object] = {cual: medidas[cual][-1] for cual in cuales}
    memoria = max(m["mb"] for m in medidas["propio"])
    hechas = [
        Cifra("R12.openpyxl", mediana["openpyxl"] / mediana["propio"], 7, es_tope=False, detalle=detalle),
        Cifra("R12.memoria_mb", memoria, 64, es_tope=True, detalle=detalle),
        Cifra(
            "R12.segundos_por_cien_mil",
            mediana["propio"] * 100_000 / registros,
            12,
            es_tope=True,
            detalle=detalle,
        ),
    ]
    if hay:
        razon = mediana["propio"] / mediana["xlsxwriter"]
        hechas.append(Cifra("R12.xlsxwriter", razon, 0.25, es_tope=True, detalle=detalle))
    return hechas


if __name__ == "__main__":
    if sys.argv[1:2] == ["--uno"]:
        sys.stdout.write(json.dumps(medir_aqui(sys.argv[2], int(sys.argv[3]))))
    else:
        sys.exit(mostrar(cifras(int(sys.argv[1]) if len(sys.argv) > 1 else 3)))

"""``asistente importar --perfil`` y ``asistente perfil``: explicar, confirmar y volver a usar."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.cli.aplicacion import ejecutar
from bot.cli.lectura import con_respuestas, leer_respuestas
from bot.cli.salida import ErrorDeOrden
from dominio.errores.libros import RespuestaDeDudaInvalida
from dominio.modelo.perfil import ClaseDeDuda, Duda, OpcionDeDuda, Perfil, Propuesta
from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan
from tests.cli.libro_ajeno import escribir_ajeno, filas_de

DESTINO = ("--entidad", "76999", "--vigencia", "2026")
AUTO = ("--perfil", "auto")
NOMBRE = "Seguimiento 2026 trimestre 1.xlsx"
GUARDAR = ("--aceptar-dudas", "--confirmar", "--json")
SALUD, OBRAS = filas_de("1905", "Salud"), filas_de("2402", "Obras")


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    """Salud y Obras, seis actividades cada una."""
    return escribir_ajeno(tmp_path / NOMBRE)


@pytest.fixture(scope="module")
def _ya_importado(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Carpeta de datos con el libro ya importado: leerlo en cada prueba es lo que más tarda."""
    carpeta = tmp_path_factory.mktemp("importado")
    libro = escribir_ajeno(carpeta / NOMBRE)
    with pytest.MonkeyPatch.context() as ambiente:
        ambiente.setenv("ASISTENTE_DATOS", str(carpeta / "datos"))
        assert ejecutar(["migrar"]) == 0
        assert ejecutar(["entidad", "crear", "--codigo", "76999", "--nombre", "Prueba"]) == 0
        assert ejecutar(["importar", str(libro), *DESTINO, *AUTO, *GUARDAR]) == 0
    return carpeta / "datos"


@pytest.fixture
def importado(orden: Orden, _ya_importado: Path, tmp_path: Path) -> Orden:
    """La línea de órdenes con el libro de Salud y Obras ya guardado."""
    shutil.copytree(_ya_importado, tmp_path / "datos")
    return orden


def _importar(orden: Orden, libro: Path, *opciones: str) -> Any:
    corrida = orden("importar", str(libro), *DESTINO, *AUTO, *GUARDAR, *opciones)
    assert corrida.codigo == 0, corrida.salida + corrida.errores
    return corrida.json


def _con(tmp_path: Path, salud: Sequence[Any], obras: Sequence[Any] = OBRAS) -> Path:
    return escribir_ajeno(tmp_path / "otro.xlsx", {"Sec. Salud": salud, "Sec. Obras": obras})


def test_sin_perfil_se_dice_que_pruebe_auto(con_entidad: Orden, libro: Path, tmp_path: Path) -> None:
    """Un libro que no es del formato propio no se rechaza sin decir qué hacer; uno dañado, sí."""
    malo = tmp_path / "malo.xlsx"
    malo.write_bytes(b"%PDF-1.7 nada")

    corrida = con_entidad("importar", str(libro), *DESTINO)

    assert corrida.codigo == 1
    assert "--perfil auto --explicar" in corrida.salida
    assert con_entidad("importar", str(libro), *DESTINO, "--json").json["pruebe_perfil"] is True
    assert "--perfil" not in con_entidad("importar", str(malo), *DESTINO).salida


def test_errores_de_celdas_no_hablan_de_perfiles(con_entidad: Orden, tmp_path: Path) -> None:
    """El libro propio con una celda mala tiene su lista y su copia."""
    propio = escribir_plan(tmp_path / "plan.xlsx", {("T", 4): "31/1272025"})

    corrida = con_entidad("importar", str(propio), *DESTINO)

    assert "Copia con las celdas marcadas" in corrida.salida
    assert "--perfil" not in corrida.salida


def test_explicar_dice_todo_y_no_guarda_nada(con_entidad: Orden, libro: Path) -> None:
    """Cada columna con su dato, filas leídas más fuera = filas, y el dinero cuadra al peso."""
    frase = con_entidad("importar", str(libro), *DESTINO, *AUTO, "--explicar", "--confirmar")
    datos = con_entidad("importar", str(libro), *DESTINO, *AUTO, "--explicar", "--json").json

    assert "Actividad ← «ACTIVIDADES PROGRAMADAS» (G)" in frase.salida
    assert "No se guardó nada" in frase.salida
    assert [hoja["hoja"] for hoja in datos["hojas"]] == ["Sec. Salud", "Sec. Obras"]
    for hoja in datos["hojas"]:
        fuera = sum(motivo["cuantas"] for motivo in hoja["fuera"])
        assert hoja["leidas"] + fuera == hoja["filas_con_datos"] == 7
        (monto,) = (suma for suma in hoja["sumas"] if suma["dato"] == "monto")
        de_fuera = sum(float(motivo["sumas"].get("monto", 0)) for motivo in hoja["fuera"])
        assert float(monto["leida"]) + de_fuera == float(monto["en_la_hoja"]) == 42_000_000
    campos = {c["dato"]: c for hoja in datos["perfil"]["hojas"] for c in hoja["campos"]}
    assert campos["monto"]["columnas"][0]["columna"] == "I"
    assert con_entidad("perfil", "listar", "--entidad", "76999", "--json").json == []


def test_auto_guarda_plan_perfil_y_original(con_entidad: Orden, libro: Path, tmp_path: Path) -> None:
    """El plan queda, el formato con un nombre sin el periodo, y el archivo byte a byte."""
    datos = _importar(con_entidad, libro)

    assert (datos["guardado"], datos["actividades"], datos["total"]) == (True, 12, "42000000.00")
    (perfil,) = con_entidad("perfil", "listar", "--entidad", "76999", "--json").json
    assert perfil["nombre"] == "seguimiento"
    (original,) = (tmp_path / "datos" / "originales").glob("*/*.xlsx")
    assert original.read_bytes() == libro.read_bytes()


def test_segunda_vez_lo_reconoce_y_no_cambia_nada(importado: Orden, libro: Path) -> None:
    """El mismo libro, y el mismo por el nombre del perfil: conocido, sin dudas firmes y sin cambios."""

    otra = importado("importar", str(libro), *DESTINO, *AUTO, "--json").json
    assert otra["lectura"]["perfil"]["conocido"] is True
    assert (otra["sin_cambios"], otra["cambios"], otra["dudas_pendientes"]) == (True, [], [])
    con_nombre = importado("importar", str(libro), *DESTINO, "--perfil", "Seguimiento", "--json").json
    assert con_nombre["sin_cambios"] is True


def test_fila_nueva_en_medio_no_corre_las_demas(importado: Orden, libro: Path, tmp_path: Path) -> None:
    """Solo aparece la nueva: ninguna otra cambia de código ni de nombre."""
    nueva = (*SALUD[0][:6], "Fumigar los barrios del sur", *SALUD[0][7:8], 5_000_000, "0 %")

    datos = _importar(importado, _con(tmp_path, [SALUD[0], nueva, *SALUD[1:]]))

    de_actividad = [(c["tipo"], c["objeto"]) for c in datos["cambios"] if c["clase"] == "actividad"]
    assert [tipo for tipo, _ in de_actividad] == ["nuevo"]
    assert datos["retiradas"] == []


def test_libro_de_una_dependencia_no_cierra_las_demas(importado: Orden, libro: Path, tmp_path: Path) -> None:
    """Se dice cuántas quedan; con --completo se cierran, y si tienen reportes hay que decirlo aparte."""
    solo = escribir_ajeno(tmp_path / "solo.xlsx", {"Sec. Salud": SALUD})

    parcial = importado("importar", str(solo), *DESTINO, *AUTO, "--aceptar-dudas")
    assert "6 actividades de Sec. Obras quedan como están" in parcial.salida
    datos = importado("importar", str(solo), *DESTINO, *AUTO, "--aceptar-dudas", "--json").json
    assert (datos["retiradas"], datos["quedan"]) == ([], [{"dependencia": "Sec. Obras", "actividades": 6}])
    sin_permiso = importado("importar", str(solo), *DESTINO, *AUTO, "--completo", "--confirmar")
    assert sin_permiso.codigo == 1
    assert "cierra 6 actividades que ya tienen reportes" in sin_permiso.salida.splitlines()[0]
    assert "--cerrar-con-reportes" in sin_permiso.salida
    cerrado = _importar(importado, solo, "--completo", "--cerrar-con-reportes")
    assert (cerrado["guardado"], len(cerrado["retiradas"])) == (True, 6)


def test_la_terminal_no_manda_al_chat(importado: Orden, tmp_path: Path) -> None:
    """Lo que queda como está se cierra con la opción de la orden, no con un botón."""
    solo = escribir_ajeno(tmp_path / "solo.xlsx", {"Sec. Salud": SALUD})
    salida = importado("importar", str(solo), *DESTINO, *AUTO, "--aceptar-dudas").salida

    assert "repita con --completo" in salida
    assert "escoja" not in salida
    version = importado("version", "exportar", "9", *DESTINO, "--salida", str(tmp_path / "v.xlsx"))
    assert "/versiones" not in version.errores


def test_nombre_corregido_se_avisa_y_se_puede_separar(importado: Orden, libro: Path, tmp_path: Path) -> None:
    """Corregir una letra no crea otra actividad; --separar dice que sí es otra."""
    otra = (*SALUD[0][:6], str(SALUD[0][6]).replace("los puestos", "los  puesto"), *SALUD[0][7:])
    corregido = _con(tmp_path, [otra, *SALUD[1:]])
    pedido = ("importar", str(corregido), *DESTINO, *AUTO, "--aceptar-dudas")

    junta = importado(*pedido, "--json").json
    (una,) = junta["parecidas"]
    aparte = importado(*pedido, "--separar", una["codigo"], "--json").json

    assert [c["campo"] for c in junta["cambios"]] == ["nombre"]
    assert "cambian de nombre" in importado(*pedido).salida
    assert (aparte["parecidas"], aparte["retiradas"]) == ([], [una["codigo"]])


def test_perfil_de_otro_formato_no_se_guarda_sin_confirmarlo(
    importado: Orden, libro: Path, tmp_path: Path
) -> None:
    """Si el libro ya no es de ese formato, --confirmar no basta."""
    otro = escribir_ajeno(tmp_path / "x.xlsx")
    _cambiar_rotulo(otro, "VALOR APROBADO", "Cuantía")

    corrida = importado("importar", str(otro), *DESTINO, "--perfil", "seguimiento", "--confirmar", "--json")

    assert corrida.codigo == 1
    assert corrida.json["guardado"] is False


def test_ejecucion_en_csv_se_lee_con_perfil(con_entidad: Orden, tmp_path: Path) -> None:
    """Proyectos que no están en el plan se crean; la suma guardada es la del archivo."""
    csv = tmp_path / "ejecucion marzo.csv"
    rotulos = "BPIN;NOMBRE PROYECTO;FONDO;NOMBRE FONDO;PPTO INICIAL;PPTO MODIFICADO;TOTAL CDP;TOTAL RPC;PAGOS"
    lineas = [rotulos] + [
        f"20257699900{n:02d};Proyecto {n};1210{n % 3};Fondo {n % 3};{n}.000.000;{n}.500.000;{n}.000.000;"
        " -   ; -   "
        for n in range(10, 30)
    ]
    csv.write_text("\n".join(lineas), encoding="utf-8-sig")

    datos = _importar(con_entidad, csv)

    (hoja,) = datos["lectura"]["hojas"]
    assert (hoja["leidas"], hoja["filas_con_datos"]) == (20, 20)
    assert {s["dato"]: float(s["leida"]) for s in hoja["sumas"]}["cdp"] == sum(range(10, 30)) * 1e6
    assert any("20 proyectos con ejecución no están en el plan" in aviso for aviso in datos["avisos"])


def test_perfil_se_lleva_a_otra_entidad_en_json(importado: Orden, libro: Path, tmp_path: Path) -> None:
    """Mostrar en JSON y guardar ese JSON da el mismo perfil, y lee el libro."""
    importado("entidad", "crear", "--codigo", "05001", "--nombre", "Otra")
    escrito = tmp_path / "perfil.json"
    dicho = importado("perfil", "mostrar", "seguimiento", "--entidad", "76999", "--json")
    escrito.write_text(dicho.salida, encoding="utf-8")
    copiar = ("perfil", "guardar", "copia", "--entidad", "05001", "--perfil-json", str(escrito), "--json")

    assert importado(*copiar).codigo == 0
    copiado = importado("perfil", "mostrar", "copia", "--entidad", "05001", "--json").json
    assert copiado == dicho.json | {"nombre": "copia"}
    escrito.write_text(json.dumps({"hojas": 3}), encoding="utf-8")
    assert "no es un perfil" in importado(*copiar).errores


def test_guardar_perfil_desde_un_libro(con_entidad: Orden, libro: Path) -> None:
    """Con su nombre propio, sin importar nada; después se reconoce solo."""
    guardar = ("perfil", "guardar", "Mi formato", str(libro), "--entidad", "76999")

    assert con_entidad(*guardar).codigo == 2
    assert con_entidad(*guardar, "--vigencia", "2026", "--aceptar-dudas").codigo == 0
    leido = con_entidad("importar", str(libro), *DESTINO, *AUTO, "--json").json
    assert (leido["lectura"]["perfil"]["nombre"], leido["guardado"]) == ("Mi formato", False)
    assert "«ACTIVIDADES" not in con_entidad("perfil", "mostrar", "mi formato", "--entidad", "76999").errores


def test_perfil_que_no_existe_dice_cuales_hay(importado: Orden, libro: Path) -> None:
    """Con su nombre escrito y los que sí están."""
    corrida = importado("importar", str(libro), *DESTINO, "--perfil", "nada")

    assert corrida.codigo == 1
    assert corrida.errores == "No hay un perfil de importación «nada». Los que hay: seguimiento.\n"


def test_respuesta_que_no_es_de_ninguna_duda_se_rechaza(con_entidad: Orden, libro: Path) -> None:
    """Se dice cuáles son las dudas; sin el igual, cómo se escribe."""
    pedido = ("importar", str(libro), *DESTINO, *AUTO, "--respuesta")

    assert "no responde ninguna duda" in con_entidad(*pedido, "nada=si").errores
    assert "clave=valor" in con_entidad(*pedido, "nada").errores


_DUDA = Duda(
    "PDM/ejecucion.cdp",
    ClaseDeDuda.HOJA,
    "",
    "¿Se lee?",
    (OpcionDeDuda("hoja:si", "Sí"), OpcionDeDuda("hoja:no", "No")),
    "hoja:no",
    firme=True,
)


def test_respuestas_se_revisan_contra_las_opciones() -> None:
    """La clave puede llevar puntos y barras; un valor que no es opción se rechaza con las que hay."""
    perfil = Perfil("", "h", ())
    propuesta = Propuesta(perfil, dudas=(_DUDA,))

    assert leer_respuestas(["PDM/ejecucion.cdp=hoja:no"]) == {"PDM/ejecucion.cdp": "hoja:no"}
    assert con_respuestas(propuesta, perfil, {"PDM/ejecucion.cdp": "hoja:no"}) is perfil
    with pytest.raises(RespuestaDeDudaInvalida) as causa:
        con_respuestas(propuesta, perfil, {"PDM/ejecucion.cdp": "col:3"})
    assert "hoja:si, hoja:no" in str(causa.value.datos["opciones"])
    with pytest.raises(ErrorDeOrden):
        leer_respuestas(["sin-igual"])


def _cambiar_rotulo(libro: Path, antes: str, despues: str) -> None:
    import openpyxl

    abierto = openpyxl.load_workbook(libro)
    for hoja in abierto.worksheets:
        for celda in hoja[3]:
            if celda.value == antes:
                celda.value = despues
    abierto.save(libro)

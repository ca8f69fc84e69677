"""Las órdenes: lo que dicen, su código de salida y que nada cambie cuando algo está mal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.demo.plan_de_muestra import plan_de_muestra
from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan


def test_ayuda_esta_en_espanol(orden: Orden) -> None:
    """Ni «Usage» ni «Options»: quien instala lee español."""
    corrida = orden("importar", "--help")

    assert corrida.codigo == 0
    assert "Uso: asistente importar" in corrida.salida
    assert "Ejemplo: asistente importar" in corrida.salida
    assert "Usage" not in corrida.salida
    assert "Options" not in corrida.salida


@pytest.mark.parametrize(
    ("argumentos", "frase"),
    [
        (("importar",), "Falta ARCHIVO"),
        (("nada",), "No existe la orden"),
        (("migrar", "--raro"), "No existe la opción --raro"),
        (("invitar", "--entidad", "1", "--rol", "rey", "--nombre", "A"), "debe ser uno de"),
        (("demo", "--puerto", "99999999"), "--puerto"),
    ],
)
def test_uso_errado_se_explica_y_sale_con_dos(orden: Orden, argumentos: tuple[str, ...], frase: str) -> None:
    """El código 2 es de uso errado; la frase dice qué y dónde ver cómo."""
    corrida = orden(*argumentos)

    assert corrida.codigo == 2
    assert frase in corrida.errores
    assert "Traceback" not in corrida.errores


def test_servir_sin_token_sale_con_tres(orden: Orden) -> None:
    """Sin token no hay con quién hablar: se dice dónde conseguirlo."""
    corrida = orden("servir")

    assert corrida.codigo == 3
    assert "@BotFather" in corrida.errores


def test_orden_con_esquema_viejo_pide_migrar(orden: Orden) -> None:
    """Una base sin esquema no se usa a medias."""
    corrida = orden("entidad", "listar")

    assert corrida.codigo == 3
    assert "asistente migrar" in corrida.errores


def test_orden_con_base_ausente_sale_con_tres(orden: Orden) -> None:
    """La base apagada es del ambiente, y la clave no se muestra."""
    corrida = orden("entidad", "listar", base="postgresql://u:CLAVE@127.0.0.1:1/x")

    assert corrida.codigo == 3
    assert "ASISTENTE_BASE" in corrida.errores
    assert "CLAVE" not in corrida.errores


def test_migrar_se_puede_repetir(orden: Orden) -> None:
    """Correrla dos veces deja la misma versión; solo la primera dice que creó la base, y dónde."""
    primera, segunda = orden("migrar", "--json").json, orden("migrar", "--json").json

    assert primera["version"] == segunda["version"]
    assert (primera["creada"], segunda["creada"]) == (True, False)
    assert primera["base"].endswith("datos/asistente.sqlite3")
    assert "La base está al día en" in orden("migrar").salida


def test_entidad_repetida_se_rechaza(con_entidad: Orden) -> None:
    """Un código es de una sola entidad."""
    corrida = con_entidad("entidad", "crear", "--codigo", "76999", "--nombre", "Otra")

    assert corrida.codigo == 1
    assert con_entidad("entidad", "listar", "--json").json == [
        {"codigo": "76999", "nombre": "Municipio de Prueba", "vigencias": [], "visto_bueno": False}
    ]


def test_entidad_decide_si_pide_visto_bueno(con_entidad: Orden) -> None:
    """El ajuste se guarda y se ve al listar; otra palabra que no sea sí o no se rechaza."""
    ajustar = ("entidad", "ajustar", "--entidad", "76999", "--visto-bueno")

    assert "van primero a la jefatura" in con_entidad(*ajustar, "si").salida
    assert con_entidad("entidad", "listar", "--json").json[0]["visto_bueno"] is True
    assert con_entidad(*ajustar, "no", "--json").json["visto_bueno"] is False
    assert "visto bueno de la jefatura: no" in con_entidad("entidad", "listar").salida
    assert con_entidad(*ajustar, "tal vez").codigo == 2


def test_entidad_con_cero_perdido_se_rechaza(con_entidad: Orden) -> None:
    """«5001» no se corrige solo a «05001»: se pregunta."""
    corrida = con_entidad("entidad", "crear", "--codigo", "5001", "--nombre", "Medellín")

    assert corrida.codigo == 1
    assert "cinco dígitos, con su cero: 05001" in corrida.errores
    assert "¿Quiso decir 05001?" in corrida.errores
    assert "divipola" not in corrida.errores
    assert [una["codigo"] for una in con_entidad("entidad", "listar", "--json").json] == ["76999"]


def test_invitar_dice_el_rol_con_ortografia(con_entidad: Orden) -> None:
    """La clave es para programas; a la persona se le dice «planeación»."""
    corrida = con_entidad("invitar", "--entidad", "76999", "--rol", "planeacion", "--nombre", "Ana Ruiz")

    assert "(planeación)" in corrida.salida
    assert "planeacion" not in corrida.salida


def test_invitar_da_un_enlace_de_un_solo_uso_distinto_cada_vez(con_entidad: Orden) -> None:
    """El código no se adivina ni se repite."""
    datos = ("invitar", "--entidad", "76999", "--rol", "planeacion", "--nombre", "Ana Ruiz", "--json")
    uno, otro = con_entidad(*datos).json, con_entidad(*datos).json

    assert uno["enlace"].startswith("https://t.me/BOT?start=")
    assert uno["codigo"] != otro["codigo"]
    assert len(uno["codigo"]) <= 64


def test_orden_sobre_entidad_desconocida_dice_como_registrarla(con_entidad: Orden) -> None:
    """El error enseña la orden que falta."""
    corrida = con_entidad("invitar", "--entidad", "11001", "--rol", "consulta", "--nombre", "A B")

    assert corrida.codigo == 1
    assert "entidad crear" in corrida.errores


def test_importar_revisa_sin_guardar_y_confirma_todo(con_entidad: Orden, tmp_path: Path) -> None:
    """Sin --confirmar nada se guarda; con él queda todo, y repetirlo no cambia nada."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    base = ("importar", str(libro), "--entidad", "76999", "--vigencia", "2026", "--json")

    revision = con_entidad(*base)
    assert revision.codigo == 0
    assert revision.json["guardado"] is False
    assert revision.json["actividades"] == 8
    assert con_entidad("entidad", "listar", "--json").json[0]["vigencias"] == []

    assert con_entidad(*base, "--confirmar").json["guardado"] is True
    assert con_entidad("entidad", "listar", "--json").json[0]["vigencias"] == [2026]
    assert con_entidad(*base).json["cambios"] == []


def test_importar_con_errores_no_guarda_y_deja_copia_anotada(con_entidad: Orden, tmp_path: Path) -> None:
    """Los errores salen por hoja y celda, y la copia queda al lado del libro."""
    libro = escribir_plan(tmp_path / "malo.xlsx", {("T", 4): "31/1272025", ("L", 5): "#N/A"})

    corrida = con_entidad(
        "importar", str(libro), "--entidad", "76999", "--vigencia", "2026", "--confirmar", "--json"
    )

    assert corrida.codigo == 1
    assert {error["celda"] for error in corrida.json["errores"]} >= {"T4"}
    assert (tmp_path / "malo.errores.xlsx").exists()
    assert con_entidad("entidad", "listar", "--json").json[0]["vigencias"] == []


def test_importar_archivo_ausente_sale_con_dos(con_entidad: Orden) -> None:
    """La ruta mal escrita es uso errado."""
    corrida = con_entidad("importar", "no-hay.xlsx", "--entidad", "76999", "--vigencia", "2026")

    assert corrida.codigo == 2
    assert "no-hay.xlsx" in corrida.errores


def test_exportar_y_volver_a_importar_no_cambia_nada(con_entidad: Orden, tmp_path: Path) -> None:
    """El libro que sale es el mismo plan que entró, al centavo."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    destino = ("--entidad", "76999", "--vigencia", "2026")
    con_entidad("importar", str(libro), *destino, "--confirmar")

    copia = str(tmp_path / "c.xlsx")
    salida = con_entidad("exportar", "consolidado", *destino, "--salida", copia, "--json")
    vuelta = con_entidad("importar", copia, *destino, "--json")

    assert salida.codigo == 0
    assert salida.json["registros"] == 8
    assert vuelta.json["cambios"] == []
    assert vuelta.json["avances_nuevos"] == 0


def test_exportar_a_otra_extension_se_rechaza(con_entidad: Orden, tmp_path: Path) -> None:
    """Un .xls con contenido .xlsx no lo abre nadie."""
    corrida = con_entidad("exportar", "plantilla", "--salida", str(tmp_path / "p.xls"))

    assert corrida.codigo == 2


def test_auditoria_verificar_nombra_el_eslabon_roto(con_entidad: Orden, tmp_path: Path) -> None:
    """Quien altera la base por debajo queda en evidencia."""
    assert con_entidad("auditoria", "verificar", "--json").json["integra"] is True
    base = sqlite3.connect(tmp_path / "datos" / "asistente.sqlite3")
    for (disparador,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f"DROP TRIGGER {disparador}")
    base.execute("UPDATE auditoria SET accion = 'otra_cosa'")
    base.commit()
    base.close()

    rota = con_entidad("auditoria", "verificar", "--json")

    assert rota.codigo == 1
    assert rota.json["integra"] is False
    assert rota.json["secuencia"] == 1


def test_recordar_con_instante_ilegible_sale_con_dos(con_entidad: Orden) -> None:
    """La frase muestra cómo se escribe."""
    corrida = con_entidad("recordar", "--ahora", "mañana")

    assert corrida.codigo == 2
    assert "2026-11-23T08:00" in corrida.errores


def test_diagnostico_dice_que_arreglar(orden: Orden) -> None:
    """Cada punto con su estado; sin esquema ni token sale con 3 y dice qué hacer."""
    corrida = orden("diagnostico", "--json")

    por_tema = {punto["tema"]: punto for punto in corrida.json}
    assert corrida.codigo == 3
    assert "asistente migrar" in por_tema["esquema"]["detalle"]
    assert "ASISTENTE_TOKEN" in por_tema["Telegram"]["detalle"]


def test_plan_de_muestra_cierra_pesos_y_fechas() -> None:
    """El plan de la demostración es coherente cualquier día del año."""
    from datetime import date

    for dia in (date(2026, 1, 1), date(2026, 2, 28), date(2026, 7, 15), date(2026, 12, 31)):
        for fila in plan_de_muestra(dia).plan:
            assert fila.inicio <= fila.fin, (dia, fila.actividad_codigo)
            assert fila.fin.year == dia.year

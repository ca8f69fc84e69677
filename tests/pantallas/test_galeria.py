"""Ninguna pantalla sin salida, ilegible o escrita para programadores; y ninguna se queda sin mirar."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.ordenes.pantallas import TITULO
from bot.ordenes.asistente import DIALOGOS
from bot.ordenes.tabla import NO_DISPONIBLES, que_atiende
from bot.pantallas.galeria import Galeria
from bot.pantallas.pagina import pagina
from bot.pantallas.revisar import defectos, sin_recorrer
from dominio.modelo.persona import Rol
from dominio.reglas.permisos import ROL_PUEDE
from tests.apoyo.fuentes import RAIZ

# Todas miran el mismo recorrido, que es caro: con varios procesos van en uno solo.
pytestmark = pytest.mark.xdist_group("pantallas")

# Preguntas que con la muestra no llegan a hacerse, y por qué; su guion las prueba.
POR_OTRO_CAMINO = {
    "ajuste_de_recordatorio: razon": "solo al apagar lo que exige la ley",
    "difusion: cuando": "solo fuera del horario de trabajo",
    "difusion: papel": "solo tras escoger dependencias con personas de varios roles",
    "resultado: motivo": "solo al corregir un resultado por su folio",
}


def test_pantallas_sin_defectos(galeria: Galeria) -> None:
    """Toda pantalla tiene salida, cabe, está bien marcada, concuerda en número y habla español."""
    malas = defectos(galeria)

    assert malas == [], "\n".join(malas)


def test_dialogos_todos_recorridos(galeria: Galeria) -> None:
    """A cada diálogo inscrito se llega desde alguna orden o botón, y a cada una de sus preguntas."""
    faltan = set(sin_recorrer(galeria))

    assert set(DIALOGOS) - set(galeria.dialogos) == set(), "diálogos que nadie abre"
    assert faltan - set(POR_OTRO_CAMINO) == set()
    existen = {f"{nombre}: {paso.clave}" for nombre, dialogo in DIALOGOS.items() for paso in dialogo.pasos}
    assert set(POR_OTRO_CAMINO) <= existen, "ya no se preguntan"


def test_dialogos_llegan_hasta_guardar(galeria: Galeria) -> None:
    """Cada diálogo se puede confirmar, editar y cancelar."""
    for nombre, lamina in galeria.dialogos.items():
        rotulos = {b.rotulo for e in lamina.escenas for burbuja in e.burbujas for b in burbuja.botones}
        titulos = {escena.titulo for escena in lamina.escenas}

        assert {"Confirmar", "Editar", "Cancelar"} <= rotulos, nombre
        assert "Guardado" in titulos, f"{nombre}: ningún camino llegó a guardar"


def test_ordenes_todas_contestadas(galeria: Galeria) -> None:
    """De cada orden se ve qué contesta a cada rol: en su lámina o en el diálogo que abre."""
    abiertas = [escena for lamina in galeria.dialogos.values() for escena in lamina.aperturas]
    for nombre in {*que_atiende(), *NO_DISPONIBLES}:
        lamina = galeria.ordenes.get(nombre)
        escenas = [*(lamina.escenas if lamina else ()), *(e for e in abiertas if e.actos[0] == f"/{nombre}")]
        roles = {quien for escena in escenas for quien in escena.quien}

        assert len(roles) == len(ROL_PUEDE) == len(Rol), f"/{nombre} solo se vio como {sorted(roles)}"


def test_pagina_trae_todo_y_un_diagrama_por_dialogo(galeria: Galeria) -> None:
    """La página es una sola, no pide nada a la red y tiene índice, buscador y diagramas."""
    html = pagina(galeria, "Pantallas")

    for nombre in DIALOGOS:
        assert f'id="dialogo-{nombre}"' in html
        assert f'href="#dialogo-{nombre}"' in html
    assert html.count('<svg class="diagrama"') == len(DIALOGOS)
    assert html.count('<figure class="escena">') == len(galeria.escenas)
    assert 'id="buscar"' in html
    assert "src=" not in html
    # No pide nada afuera: las direcciones que se leen son ejemplos.
    assert "href=" not in html.replace('href="https://t.me/', "").replace('href="#', "")


@pytest.mark.lento
def test_galeria_entera_sale_igual_en_otro_proceso(galeria: Galeria, tmp_path: Path) -> None:
    """«asistente pantallas», en otro proceso y con otro azar, escribe byte por byte la misma página."""
    dicho, escrita = _asistente_pantallas(tmp_path, "7")

    assert escrita == pagina(galeria, TITULO)
    assert dicho == {"pantallas": len(galeria.escenas), "defectos": defectos(galeria)}


def test_orden_pantallas_da_los_mismos_bytes(tmp_path: Path) -> None:
    """La misma orden con otro azar da la misma página, en una carpeta que se crea, y no deja nada más."""
    uno, pagina_de_uno = _asistente_pantallas(tmp_path / "a", "7", "--solo", "avance", "--solo", "mis")
    otro, pagina_de_otro = _asistente_pantallas(tmp_path / "b", "11", "--solo", "avance", "--solo", "mis")

    assert uno == otro
    assert pagina_de_uno == pagina_de_otro
    assert 'id="dialogo-avance"' in pagina_de_uno
    assert 'id="orden-mis"' in pagina_de_uno
    assert 'id="dialogo-ejecucion"' not in pagina_de_uno
    assert {archivo.name for archivo in tmp_path.rglob("*") if archivo.is_file()} == {"index.html"}


def _asistente_pantallas(carpeta: Path, azar: str, *mas: str) -> tuple[dict[str, object], str]:
    salida = carpeta / "nueva"
    ambiente = {"PATH": str(Path(sys.executable).parent), "PYTHONHASHSEED": azar, "PYTHONPATH": str(RAIZ)}
    orden = [sys.executable, "-m", "bot", "pantallas", "--salida", str(salida), "--json", *mas]

    hecho = subprocess.run(orden, cwd=RAIZ, capture_output=True, check=False, env=ambiente)

    dicho = json.loads(hecho.stdout)
    assert hecho.returncode == (1 if dicho["defectos"] else 0)
    assert dicho.pop("archivo") == str(salida / "index.html")
    return dicho, (salida / "index.html").read_text(encoding="utf-8")

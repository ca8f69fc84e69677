"""Perfiles de importación y libros recibidos: se guardan con su traza y se vuelven a encontrar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dominio.casos.perfiles import guardar_perfil, libros_recibidos, perfil, perfiles, registrar_libro
from dominio.errores import EntradaInvalida, PermisoDenegado
from dominio.errores.libros import PerfilDesconocido, PerfilInservible
from dominio.modelo.libro import TipoLibro
from dominio.modelo.libro_recibido import OriginalConservado
from dominio.modelo.perfil import CampoDePerfil, ColumnaDelLibro, HojaDePerfil, Perfil, Tomar
from dominio.reglas.nombre_de_perfil import nombre_sugerido
from tests.dominio.casos.mundo import V2026, Mundo

CAMPO = CampoDePerfil(
    TipoLibro.PLAN, "actividad", (ColumnaDelLibro("actividad", 2, 7),), tomar=Tomar.ULTIMA_LLENA
)
PERFIL = Perfil("", "a" * 64, (HojaDePerfil("", (CAMPO,), 3),))
ORIGINAL = OriginalConservado("b" * 64, "seguimiento.xlsx", 10, "originales/bb/b.xlsx")


def test_perfil_guardado_vuelve_igual(mundo: Mundo) -> None:
    """Con su nombre, quién y cuándo; se encuentra sin tildes ni mayúsculas."""
    with mundo.como("planeacion") as ctx:
        guardar_perfil(ctx, "  Seguimiento  Público ", PERFIL)
    with mundo.como("planeacion") as ctx:
        guardado = perfil(ctx, "SEGUIMIENTO PUBLICO")

    assert guardado.perfil == replace(PERFIL, nombre="Seguimiento Público")
    assert (guardado.nombre, guardado.autor) == ("Seguimiento Público", "Adriana Lucía Tello")
    assert [a.objeto for a in mundo.traza("guardar_perfil")] == ["perfil:Seguimiento Público"]


def test_guardar_otra_vez_lo_reemplaza_y_lo_mismo_no_deja_traza(mundo: Mundo) -> None:
    """Un nombre, un perfil: el segundo queda en lugar del primero con su antes en la traza."""
    otro = replace(PERFIL, huella="c" * 64)
    with mundo.como("planeacion") as ctx:
        guardar_perfil(ctx, "uno", PERFIL)
        guardar_perfil(ctx, "UNO", replace(otro, nombre="x"))
        guardar_perfil(ctx, "UNO", otro)
        todos = perfiles(ctx)

    assert [(g.nombre, g.perfil.huella) for g in todos] == [("UNO", "c" * 64)]
    ultima, _primera = mundo.traza("guardar_perfil")
    assert (ultima.antes or {})["huella"] == "a" * 64


def test_perfil_de_otra_entidad_no_se_ve(mundo: Mundo) -> None:
    """Cada entidad tiene los suyos, aunque se llamen igual."""
    with mundo.almacen.unidad() as unidad:
        otra = unidad.entidades.crear("05001", "Otra")
        unidad.confirmar()
    with mundo.como("planeacion") as ctx:
        guardar_perfil(ctx, "uno", PERFIL)
        ajeno = replace(ctx, entidad=otra)
        assert perfiles(ajeno) == []
        with pytest.raises(PerfilDesconocido) as causa:
            perfil(ajeno, "uno")
    assert causa.value.datos == {"nombre": "uno", "hay": "ninguno"}


@pytest.mark.parametrize(
    ("nombre", "pista"),
    [("  ", "perfil_sin_nombre"), ("Auto", "perfil_nombre_reservado"), ("x" * 61, "texto_muy_largo")],
)
def test_nombre_que_no_sirve_se_dice(mundo: Mundo, nombre: str, pista: str) -> None:
    """Vacío, «auto» o más largo de lo que cabe: no guarda nada."""
    with mundo.como("planeacion") as ctx:
        with pytest.raises(EntradaInvalida) as causa:
            guardar_perfil(ctx, nombre, PERFIL)
        assert perfiles(ctx) == []
    assert causa.value.pista == pista


def test_perfil_que_no_lee_nada_no_se_guarda(mundo: Mundo) -> None:
    """Sin hojas, o con una sin columnas."""
    with mundo.como("planeacion") as ctx:
        for hojas in ((), (HojaDePerfil("", (), 1),)):
            with pytest.raises(PerfilInservible):
                guardar_perfil(ctx, "vacío", replace(PERFIL, hojas=hojas))


def test_libro_registrado_dice_donde_quedo(mundo: Mundo) -> None:
    """Del más nuevo al más viejo, con su perfil y si se guardó; el último aplicado es el que se devuelve."""
    with mundo.como("planeacion") as ctx:
        registrar_libro(ctx, V2026, ORIGINAL, "Uno", aplicado=True)
        registrar_libro(ctx, V2026, replace(ORIGINAL, nombre="b.xlsx"), "uno", aplicado=False)
        registrar_libro(ctx, V2026, replace(ORIGINAL, nombre="c.xlsx"), None, aplicado=True)
        libros = libros_recibidos(ctx, V2026)
        ultimo = ctx.unidad.libros_recibidos.ultimo_aplicado(ctx.entidad.id, V2026, "UNO")

    assert [(x.original.nombre, x.perfil, x.aplicado) for x in libros] == [
        ("c.xlsx", None, True),
        ("b.xlsx", "uno", False),
        ("seguimiento.xlsx", "Uno", True),
    ]
    assert ultimo == libros[2]
    assert libros[2].original == ORIGINAL
    assert len(mundo.traza("registrar_libro")) == 3


@pytest.mark.parametrize("quien", ["hector", "jefe_infra", "consulta"])
def test_perfiles_exigen_permiso(mundo: Mundo, quien: str) -> None:
    """Solo planeación y administración."""
    with mundo.como(quien) as ctx, pytest.raises(PermisoDenegado):
        perfiles(ctx)


@pytest.mark.parametrize(
    ("archivo", "nombre"),
    [
        ("Cuadro 1S 2025 Trimestre 2.xlsx", "cuadro-1s"),
        ("plan_accion-2026 (final).xlsx", "plan-accion"),
        ("Ejecución marzo 2025.csv", "ejecucion"),
        ("2026.xlsx", "2026"),
        ("auto.xlsx", "formato"),
    ],
)
def test_nombre_sugerido_no_lleva_el_periodo(archivo: str, nombre: str) -> None:
    """El trimestre siguiente se reconoce por el mismo nombre."""
    assert nombre_sugerido(archivo, PERFIL, []) == nombre


def test_nombre_sugerido_no_pisa_el_de_otro_formato() -> None:
    """Con otra huella recibe número; con la misma es el mismo perfil."""
    guardado = replace(PERFIL, nombre="Plan Accion".lower().replace(" ", "-"))

    assert (
        nombre_sugerido("Plan accion 2026.xlsx", replace(PERFIL, huella="z"), [guardado]) == "plan-accion-2"
    )
    assert nombre_sugerido("Plan accion 2026.xlsx", PERFIL, [guardado]) == "plan-accion"

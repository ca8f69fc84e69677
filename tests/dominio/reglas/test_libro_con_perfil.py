"""Preparar un libro de la entidad: lo repetido se junta, el gasto se enlaza y nada se pierde."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dominio.modelo.importacion import ActividadConocida, Decisiones
from dominio.modelo.libro import FilaEjecucion, FilaPAC, FilaPOAI, LibroLeido
from dominio.reglas.ejecucion_enlazada import enlazar_ejecucion
from dominio.reglas.nombre_de_persona import parece_oficina, parece_persona
from dominio.reglas.preparar_libro import LibroListo, preparar
from dominio.reglas.renglones_repetidos import juntar_repetidos
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import fila

BPIN = "2025769990031"


def gasto(fila: int = 2, **cambios: Any) -> FilaEjecucion:
    """Renglón de ejecución sin nada; los montos se escriben en pesos."""
    montos = {
        campo: Pesos.de(cambios.pop(campo)) if isinstance(cambios.get(campo), int) else None
        for campo in (
            "inicial", "adiciones", "reducciones", "creditos", "contracreditos",
            "definitiva", "cdp", "compromisos", "obligaciones", "pagos",
        )
    }  # fmt: skip
    vacia: dict[str, Any] = dict.fromkeys(FilaEjecucion.__slots__)
    base = FilaEjecucion(**(vacia | {"hoja": "Hoja", "fila": fila} | montos))
    return replace(base, **cambios)


def _conocida(codigo: str, dependencia: str = "Secretaría de Infraestructura") -> ActividadConocida:
    return ActividadConocida(
        codigo, codigo, dependencia, "2402-01", "2402", BPIN, sin_codigo=False, retirada=False
    )


def _preparar(libro: LibroLeido, *conocidas: ActividadConocida, **decisiones: Any) -> LibroListo:
    return preparar(libro, conocidas, (), Decisiones(**decisiones))


def test_misma_actividad_y_fuente_suma_su_monto() -> None:
    """Dos renglones de la misma actividad y fuente son uno; el dinero se suma y se dice."""
    plan = (fila(1, monto=Pesos.de(100)), replace(fila(1, monto=Pesos.de(50)), fuente="otra redacción"))
    libro = juntar_repetidos(LibroLeido(plan=plan, perfil="p"))

    assert [f.monto for f in libro.plan] == [Pesos.de(150)]
    assert "1 renglón repetido" in libro.avisos[0]


@pytest.mark.parametrize(
    "cambio",
    [{"actividad": "Otra"}, {"dependencia": "Otra"}, {"meta_codigo": "X"}, {"bpin": "2025769990099"}],
)
def test_mismo_codigo_de_otra_actividad_recibe_el_suyo(cambio: dict[str, Any]) -> None:
    """Con otro nombre, dependencia, meta o proyecto es otra actividad, y las dos se guardan."""
    libro = juntar_repetidos(LibroLeido(plan=(fila(1), fila(1, **cambio)), perfil="p"))

    assert [(f.actividad_codigo, f.sin_codigo) for f in libro.plan] == [("A-001", False), ("A-001-2", True)]


def test_lo_que_dicen_distinto_sus_renglones_se_avisa() -> None:
    """Otra fuente con otro avance no impide guardar: vale el primero y se dice cuál."""
    plan = (fila(1, avance=10), replace(fila(1, avance=90), fuente_codigo="1.2.3"))
    libro = juntar_repetidos(LibroLeido(plan=plan, perfil="p"))

    assert len(libro.plan) == 2
    assert "1 actividad dice cosas distintas" in libro.avisos[0]
    assert "A-001" in libro.avisos[0]


def test_poai_y_pac_repetidos_se_suman() -> None:
    """Ningún peso del POAI ni del PAC se queda por fuera."""
    poai = FilaPOAI("H", 2, BPIN, None, "M", "Salud", "1.2", None, Pesos.de(10))
    pac = FilaPAC("H", 2, BPIN, "1.2", None, tuple(Pesos.de(n) for n in range(12)))
    libro = juntar_repetidos(
        LibroLeido(poai=(poai, replace(poai, fila=3, dependencia="SALUD")), pac=(pac, pac), perfil="p")
    )

    assert [f.apropiacion for f in libro.poai] == [Pesos.de(20)]
    assert [f.meses[11] for f in libro.pac] == [Pesos.de(22)]


def test_gasto_de_actividad_desconocida_va_a_su_proyecto() -> None:
    """Con BPIN no se pierde: se carga al proyecto, sumado con lo que ya iba para allá, y se avisa."""
    filas = [
        gasto(2, bpin=BPIN, actividad_codigo="NO-ESTA", fuente_codigo="1", cdp=10, pagos=1),
        gasto(3, bpin=BPIN, fuente_codigo="1", cdp=5),
        gasto(4, bpin=BPIN, actividad_codigo="A-001", fuente_codigo="1", cdp=7),
    ]
    hecha = enlazar_ejecucion(filas, frozenset({"A-001"}), frozenset({BPIN}))

    assert [(f.actividad_codigo, f.cdp, f.pagos) for f in hecha.filas] == [
        (None, Pesos.de(15), Pesos.de(1)),
        ("A-001", Pesos.de(7), None),
    ]
    assert hecha.avisos == (
        "1 renglón de ejecución nombra una actividad que no está en el plan: va a su proyecto.",
    )


def test_gasto_sin_ningun_enlace_queda_fuera_con_su_suma() -> None:
    """Se dice cuáles filas y cuánto sumaban: nada desaparece en silencio."""
    filas = [gasto(2, cdp=10, pagos=4), gasto(9, cdp=5), gasto(3, proyecto="Sin BPIN", cdp=1)]
    hecha = enlazar_ejecucion(filas, frozenset(), frozenset())

    (fuera,) = hecha.fuera
    assert (fuera.motivo, fuera.filas) == ("sin_enlace", (2, 9))
    assert dict(fuera.sumas) == {"cdp": Decimal(15), "pagos": Decimal(4)}
    assert [f.proyecto for f in hecha.filas] == ["Sin BPIN"]


def test_definitiva_se_calcula_antes_de_sumar() -> None:
    """Un renglón trae la definitiva y el otro solo sus movimientos: la suma es de las dos."""
    filas = [
        gasto(2, bpin=BPIN, definitiva=100, fecha_corte=date(2026, 3, 31)),
        gasto(3, bpin=BPIN, inicial=50, adiciones=10, reducciones=5, fecha_corte=date(2026, 6, 30)),
    ]
    (una,) = enlazar_ejecucion(filas, frozenset(), frozenset({BPIN})).filas

    assert (una.definitiva, una.inicial, una.fecha_corte) == (Pesos.de(155), Pesos.de(50), date(2026, 6, 30))


def test_libro_de_algunas_dependencias_no_toca_las_demas() -> None:
    """Lo que no trae se cuenta y queda; con «completo» el libro es el plan entero."""
    libro = LibroLeido(plan=(fila(1),), perfil="p")
    conocidas = (_conocida("A-001"), _conocida("A-002"), _conocida("S-1", "Salud"), _conocida("S-2", "Salud"))

    parcial = _preparar(libro, *conocidas)

    assert parcial.quedan == (("Salud", 2),)
    assert parcial.libro.alcance == ("Secretaría de Infraestructura",)
    assert _preparar(libro, *conocidas, completo=True).libro.alcance is None
    assert _preparar(libro, *conocidas[:2]).libro.alcance is None


def test_dependencia_renombrada_no_deja_nada_atras() -> None:
    """Si todas sus actividades vienen en otra, la vieja no «queda»: se movieron."""
    libro = LibroLeido(plan=(replace(fila(1), dependencia="Obras"),), perfil="p")

    assert _preparar(libro, _conocida("A-001")).quedan == ()


def test_libro_del_formato_propio_sale_como_entro() -> None:
    """Sus repetidos y su gasto sin enlace son errores suyos, no se arreglan solos."""
    libro = LibroLeido(plan=(fila(1), fila(1)), ejecucion=(gasto(2, actividad_codigo="X", cdp=1),))

    assert _preparar(libro, _conocida("S-1", "Salud")).libro == libro


@pytest.mark.parametrize(
    "texto",
    [
        "Secretaría de Salud", "SECRETARIA DE PLANEACION", "Subsecretaría de Educación", "Oficina Jurídica",
        "Jefe de planeación", "Profesional universitario", "Dirección de Deporte", "Por definir", "N/A",
        "Luis Gómez o quien haga sus veces", "Sec. Bienestar", "Comisaría de Familia",
    ],
)  # fmt: skip
def test_una_oficina_o_un_cargo_no_es_persona(texto: str) -> None:
    """Con eso no se crea a nadie."""
    assert parece_oficina(texto)
    assert not parece_persona(texto)


@pytest.mark.parametrize(
    ("texto", "es"),
    [
        ("Ana Ruiz", True),
        ("María del Pilar Ñáñez Gómez", True),
        ("DIRECTO ROMERO", True),
        ("Ana", False),
        ("Ana Ruiz / Beto Díaz", False),
        ("Ana Ruiz y Beto Díaz", False),
        ("Contrato 123 de 2026", False),
        ("", False),
    ],
)
def test_una_persona_trae_nombre_y_apellido(texto: str, *, es: bool) -> None:
    """Una sola, con dos palabras o más y sin cifras."""
    assert parece_persona(texto) is es


def test_avance_de_fila_sumada_es_el_de_la_primera() -> None:
    """Sumar el dinero no toca lo demás del renglón."""
    plan = (fila(1, avance=10, monto=None), fila(1, avance=90, monto=Pesos.de(3)))
    (una,) = juntar_repetidos(LibroLeido(plan=plan, perfil="p")).plan

    assert (una.avance, una.monto) == (Porcentaje.de(10), Pesos.de(3))

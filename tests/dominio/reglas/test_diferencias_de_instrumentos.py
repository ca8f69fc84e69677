"""Qué cambiaría del POAI, del PAC, del indicativo y del producto, campo por campo."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dominio.modelo.identidad import IdActividad, IdDependencia
from dominio.modelo.libro import Cambio, FilaIndicativo, FilaPAC, FilaPOAI, LibroLeido
from dominio.modelo.plan import ComoVino
from dominio.reglas.importacion import Guardado, comparar
from dominio.valores.dinero import Pesos
from tests.dominio.reglas.fabrica import fila, meta, registro, renglon, saldos
from tests.dominio.reglas.test_libro_con_perfil import gasto

POAI = FilaPOAI("POAI", 2, "2025769990031", "Vías", "2402-01", "Infraestructura", "1.2", "ICLD", Pesos.de(10))
PAC = FilaPAC("PAC", 2, "2025769990031", "1.2", "ICLD", tuple(Pesos.de(n) for n in range(12)))
PROGRAMADA = meta("M-9", programacion=((2025, Decimal(3)), (2026, Decimal(4))), meta_cuatrienio=Decimal(9))


def _indicativo(**cambios: Any) -> FilaIndicativo:
    base = FilaIndicativo(
        "PI", 2, "M-9", PROGRAMADA.nombre, PROGRAMADA.programa, PROGRAMADA.indicador, PROGRAMADA.unidad,
        PROGRAMADA.linea_base, None, Decimal(9), ((2025, Decimal(3)), (2026, Decimal(4))), None,
    )  # fmt: skip
    return replace(base, **cambios)


def _tipos(cambios: tuple[Cambio, ...]) -> list[tuple[str, str, str | None]]:
    return [(c.clase, c.tipo, c.campo) for c in cambios]


def test_mismo_poai_y_pac_no_cambian_nada() -> None:
    """Importar lo guardado no anuncia cambios; antes no se podía afirmar."""
    assert comparar(LibroLeido(poai=(POAI,), pac=(PAC,)), Guardado(poai=[POAI], pac=[PAC])) == ()


def test_poai_y_pac_dicen_el_campo_que_cambia() -> None:
    """La apropiación de un renglón y el pago de un mes, con su valor viejo y el nuevo."""
    otro = replace(POAI, apropiacion=Pesos.de(12))
    julio = replace(PAC, meses=(*PAC.meses[:6], Pesos.de(99), *PAC.meses[7:]))
    cambios = comparar(LibroLeido(poai=(otro,), pac=(julio,)), Guardado(poai=[POAI], pac=[PAC]))

    assert [(c.clase, c.campo, c.antes, c.despues) for c in cambios] == [
        ("POAI", "apropiación", "$10,00", "$12,00"),
        ("PAC", "julio", "$6,00", "$99,00"),
    ]


def test_renglon_de_poai_que_falta_ya_no_esta() -> None:
    """El libro del POAI lo reemplaza entero."""
    otro = replace(POAI, bpin="2025769990099")

    assert _tipos(comparar(LibroLeido(poai=(otro,)), Guardado(poai=[POAI]))) == [
        ("POAI", "nuevo", None),
        ("POAI", "ya no está", None),
    ]


def test_poai_al_lado_del_plan_solo_completa() -> None:
    """Con perfil y plan en la misma hoja, los proyectos que no nombra siguen como están."""
    otro = replace(POAI, bpin="2025769990099")
    libro = LibroLeido(plan=(fila(1),), poai=(otro,), perfil="p")
    guardado = Guardado([renglon(1)], [registro(1)], [meta()], poai=[POAI])

    assert _tipos(comparar(libro, guardado)) == [("POAI", "nuevo", None)]


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"programacion": ((2025, Decimal(3)), (2026, None))}, "programado 2026"),
        ({"programacion": ((2026, Decimal(4)),)}, "programado 2025"),
        ({"meta_cuatrienio": Decimal(10)}, "meta del cuatrienio"),
        ({"indicador": "Otro"}, "indicador"),
        ({"coordinadora": "Salud"}, "dependencia coordinadora"),
    ],
)
def test_indicativo_dice_el_campo_que_cambia(cambio: dict[str, Any], campo: str) -> None:
    """Cada año, el cuatrienio, la ficha y la coordinadora; un año que ya no viene también es un cambio."""
    cambios = comparar(LibroLeido(indicativo=(_indicativo(**cambio),)), Guardado(metas=[PROGRAMADA]))

    assert _tipos(cambios) == [("meta", "cambia", campo)]


def test_anio_del_que_solo_viene_el_logro_no_se_desprograma() -> None:
    """El libro trae lo logrado de 2025 en lugar de lo programado: la programación sigue."""
    con_logro = _indicativo(programacion=((2026, Decimal(4)),), logros=((2025, Decimal(2)),))

    campos = [c.campo for c in comparar(LibroLeido(indicativo=(con_logro,)), Guardado(metas=[PROGRAMADA]))]

    assert "programado 2025" not in campos


def test_meta_que_sale_del_indicativo_se_anuncia() -> None:
    """La que el libro no trae deja de estar programada; si es el plan quien la repite, no."""
    otra = _indicativo(meta_codigo="M-1")
    del_indicativo = comparar(LibroLeido(indicativo=(otra,)), Guardado(metas=[PROGRAMADA]))
    al_lado = comparar(
        LibroLeido(plan=(fila(1),), indicativo=(otra,), perfil="p"),
        Guardado([renglon(1)], [registro(1)], [PROGRAMADA]),
    )

    assert _tipos(del_indicativo) == [("meta", "nuevo", None), ("plan indicativo", "ya no está", None)]
    assert _tipos(al_lado) == [("meta", "nuevo", None)]


def test_coordinadora_igual_con_otra_tilde_no_cambia() -> None:
    """La dependencia es la misma aunque la escriban sin tildes."""
    guardada = replace(PROGRAMADA, coordinadora_id=IdDependencia(3))
    guardado = Guardado(metas=[guardada], dependencias={IdDependencia(3): "Secretaría de Salud"})

    assert comparar(LibroLeido(indicativo=(_indicativo(coordinadora="SECRETARIA DE SALUD"),)), guardado) == ()


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"producto_codigo": "2402041"}, "código de producto"),
        ({"producto": "Vía mejorada"}, "producto"),
        ({"niveles": (("Línea", "1", "Equidad"),)}, "jerarquía"),
        ({"sin_fechas": True}, "sin fechas en el libro"),
    ],
)
def test_producto_niveles_y_fechas_puestas_se_comparan(cambio: dict[str, Any], campo: str) -> None:
    """Lo que los formatos de las entidades traen de más también se dice si cambia."""
    guardado = Guardado([renglon(1)], [registro(1)], [meta()])

    assert _tipos(comparar(LibroLeido(plan=(fila(1, **cambio),)), guardado)) == [
        ("actividad", "cambia", campo)
    ]


def test_jerarquia_igual_no_cambia() -> None:
    """La guardada se compara con la del libro, no con la nada."""
    niveles = (("Línea", "1", "Equidad"), ("Programa", None, "Vías"))
    origen = {IdActividad(1): ComoVino(niveles)}
    guardado = Guardado([renglon(1)], [registro(1)], [meta()], origen=origen)

    assert comparar(LibroLeido(plan=(fila(1, niveles=niveles),)), guardado) == ()


def test_dependencia_con_otra_tilde_no_es_un_cambio() -> None:
    """Se guarda con el nombre con que se conoció: repetirla en mayúsculas no la cambia."""
    libro = LibroLeido(plan=(fila(1, dependencia="SECRETARIA DE  INFRAESTRUCTURA"),))

    assert comparar(libro, Guardado([renglon(1)], [registro(1)], [meta()])) == ()


def test_alcance_deja_quieto_lo_de_las_demas() -> None:
    """Con alcance, lo de otra dependencia no «ya no está», ni su meta ni su proyecto."""
    otra = {"dependencia": "Salud", "meta": 2, "bpin": "2025769990099"}
    guardado = Guardado([renglon(1), renglon(2), renglon(3, **otra)], [registro(n) for n in (1, 2, 3)])
    libro = LibroLeido(plan=(fila(1),), perfil="p", alcance=("secretaria de infraestructura",))

    assert [(c.clase, c.objeto) for c in comparar(libro, guardado)] == [
        ("actividad", "A-002"),
        ("registro", "A-002 · 1.2.1.0.00"),
    ]


def test_registro_de_gasto_que_no_existe_es_nuevo() -> None:
    """Aunque venga en cero se crearía; el que el plan del mismo libro crea no se repite."""
    cero = gasto(2, actividad_codigo="A-001", fuente_codigo="9.9", cdp=0)
    suyo = gasto(3, actividad_codigo="A-001", fuente_codigo="1.2.1.0.00", cdp=0)

    solo = comparar(LibroLeido(ejecucion=(cero,)), Guardado([renglon(1)], [registro(1)]))
    juntos = comparar(LibroLeido(plan=(fila(1),), ejecucion=(suyo,)), Guardado())

    assert solo == (Cambio("registro", "A-001 · 9.9", "nuevo"),)
    assert [c.objeto for c in juntos if c.clase == "registro"] == ["A-001 · 1.2.1.0.00"]


def test_gasto_sin_fuente_mueve_el_unico_registro() -> None:
    """Sin fuente vale el registro único de la actividad; y la definitiva sale de los movimientos."""
    guardado = Guardado([renglon(1)], [registro(1, saldos=saldos(definitiva=80, cdp=5))])
    igual = gasto(2, actividad_codigo="A-001", inicial=100, reducciones=20, cdp=5)

    assert comparar(LibroLeido(ejecucion=(igual,)), guardado) == ()
    mas = replace(igual, adiciones=Pesos.de(1))
    assert comparar(LibroLeido(ejecucion=(mas,)), guardado) == (
        Cambio("registro", "A-001 · sin fuente", "cambia", "apropiación definitiva", "$80,00", "$81,00"),
    )

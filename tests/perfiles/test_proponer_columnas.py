"""Qué dato es cada columna: por su rótulo, por lo que trae y por las que tiene al lado."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import ClaseDeDuda, OrdenDeFecha, Tomar
from dominio.reglas.dudas_de_perfil import responder
from dominio.valores.porcentaje import Porcentaje
from tests.perfiles.ajenos import (
    Columna,
    actividades,
    barajar,
    campo_de,
    con_rotulos,
    cuadro,
    de_donde,
    dudas_de,
    fecha_escrita,
    indicativo,
    leer_con,
    libro,
    perfil_de,
    proponer_libro,
)

_PLAN, _PI, _EJ = TipoLibro.PLAN, TipoLibro.INDICATIVO, TipoLibro.EJECUCION


def test_entiende_un_seguimiento_plano_por_sus_rotulos(tmp_path: Path) -> None:
    """Los sinónimos del oficio llevan cada columna a su dato, en el plan y en la ejecución."""
    perfil = perfil_de(proponer_libro(libro(tmp_path / "l.xlsx", cuadro())))
    plan, gasto = de_donde(perfil, _PLAN), de_donde(perfil, _EJ)
    assert plan["bpin"] == [("cod bpin", 1)]
    assert plan["actividad"] == [("nombre actividad", 1)]
    assert plan["meta_codigo"] == [("meta pd", 1)]
    assert plan["meta"] == [("denominacion meta pd", 1)]
    assert plan["producto_codigo"] == [("cod producto mga", 1)]
    assert plan["meta_vigencia"] == [("programacion pi ano 1", 1)]
    assert plan["dependencia"] == [("nombre centro gestor", 1)]
    assert plan["dependencia_codigo"] == [("cod centro gestor", 1)]
    assert gasto["compromisos"] == [("ejecucion", 1)]
    assert gasto["obligaciones"] == [("obligado", 1)]
    assert gasto["definitiva"] == [("presupuesto modificado", 1)]


def test_los_trimestres_son_un_solo_avance(tmp_path: Path) -> None:
    """De las columnas de avance por trimestre vale la última llena, y la explicación no es avance."""
    ruta = libro(tmp_path / "l.xlsx", cuadro())
    perfil = perfil_de(proponer_libro(ruta))
    avance = campo_de(perfil, _PLAN, "avance")
    assert avance.tomar is Tomar.ULTIMA_LLENA
    assert [c.rotulo[-3:].strip() for c in avance.columnas] == ["e i", "ii", "iii"]
    assert leer_con(ruta, perfil).plan[6].avance == Porcentaje.de(60)


def test_los_rotulos_corridos_se_leen_por_lo_que_traen(tmp_path: Path) -> None:
    """Si tres rótulos están corridos manda el contenido, y se pregunta antes de guardar."""
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", cuadro(corridos=True)))
    plan = de_donde(perfil_de(propuesta), _PLAN)
    assert plan["producto_codigo"] == [("nombre producto mga", 1)]
    assert plan["producto"] == [("programacion pi ano 1", 1)]
    assert plan["meta_vigencia"] == [("cod producto mga", 1)]
    (duda,) = dudas_de(propuesta, ClaseDeDuda.ROTULO_CORRIDO)
    assert duda.firme
    assert "4103052" in duda.pregunta


def test_sin_rotulos_corridos_no_se_pregunta_por_ellos(tmp_path: Path) -> None:
    """El mismo libro con los rótulos en su sitio no tiene esa duda."""
    assert not dudas_de(proponer_libro(libro(tmp_path / "l.xlsx", cuadro())), ClaseDeDuda.ROTULO_CORRIDO)


def test_se_le_puede_creer_al_encabezado(tmp_path: Path) -> None:
    """Quien contesta que el rótulo es el bueno deja cada dato en la columna que lo nombra."""
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", cuadro(corridos=True)))
    (duda,) = dudas_de(propuesta, ClaseDeDuda.ROTULO_CORRIDO)
    perfil = responder(perfil_de(propuesta), duda, "rotulo:si")
    assert de_donde(perfil, _PLAN)["producto_codigo"] == [("cod producto mga", 1)]
    assert responder(perfil, duda, "contenido:si") == perfil_de(propuesta)


@pytest.mark.parametrize("corridos", [False, True])
def test_el_orden_de_las_columnas_no_importa(tmp_path: Path, corridos: bool) -> None:
    """Con las columnas barajadas se entiende lo mismo (las corridas se buscan entre sus vecinas)."""
    fijas = cuadro(corridos=corridos)
    donde = [rotulo for rotulo, _ in fijas].index("Cód Producto MGA")
    trio = fijas[donde : donde + 3]
    sueltas = barajar([c for c in fijas if c not in trio])
    derecho = perfil_de(proponer_libro(libro(tmp_path / "a.xlsx", fijas)))
    barajado = perfil_de(proponer_libro(libro(tmp_path / "b.xlsx", [*sueltas[:9], *trio, *sueltas[9:]])))
    for tipo in (_PLAN, _EJ):
        assert de_donde(barajado, tipo) == de_donde(derecho, tipo)


@pytest.mark.parametrize(
    "como",
    [
        str.upper,
        lambda r: f" {r} ",
        lambda r: r.replace("ó", "o").replace("é", "e"),
        lambda r: r.replace(" ", "\n"),
    ],
)
def test_la_escritura_del_rotulo_no_importa(tmp_path: Path, como) -> None:
    """Mayúsculas, tildes, espacios y saltos de línea no cambian nada."""
    derecho = perfil_de(proponer_libro(libro(tmp_path / "a.xlsx", cuadro())))
    otro = perfil_de(proponer_libro(libro(tmp_path / "b.xlsx", con_rotulos(cuadro(), como))))
    assert de_donde(otro, _PLAN) == de_donde(derecho, _PLAN)


def test_de_dos_columnas_iguales_vale_la_del_bloque_de_sus_vecinas(tmp_path: Path) -> None:
    """La apropiación y los compromisos que van con la inicial y los pagos, no el par suelto; se pregunta."""
    ruta = libro(tmp_path / "l.xlsx", indicativo())
    propuesta = proponer_libro(ruta, 2025)
    gasto = de_donde(perfil_de(propuesta), _EJ)
    assert gasto["definitiva"] == [("apropiacion definitiva 2025", 2)]
    assert gasto["compromisos"] == [("compromisos 2025", 2)]
    dudas = {d.clave: d for d in dudas_de(propuesta, ClaseDeDuda.COLUMNA)}
    duda = dudas["Seguimiento/ejecucion.definitiva"]
    assert duda.firme
    assert len(duda.opciones) == 2
    otra = next(o for o in duda.opciones if o.valor != duda.elegida)
    cambiado = responder(perfil_de(propuesta), duda, otra.valor)
    assert de_donde(cambiado, _EJ)["definitiva"] == [("apropiacion definitiva 2025", 1)]
    assert de_donde(cambiado, _EJ)["compromisos"] == gasto["compromisos"]


def test_la_linea_base_es_la_de_la_meta_y_no_la_del_resultado(tmp_path: Path) -> None:
    """De dos «L.B» vale la que está entre los datos de la meta de producto."""
    perfil = perfil_de(proponer_libro(libro(tmp_path / "l.xlsx", indicativo()), 2025))
    assert de_donde(perfil, _PI)["linea_base"] == [("l.b", 2)]


def test_el_indicativo_trae_los_cuatro_anios_y_su_acumulacion(tmp_path: Path) -> None:
    """«Valor esperado 2024…2027» es la programación, y «I»/«M» el tipo de acumulación."""
    ruta = libro(tmp_path / "l.xlsx", indicativo())
    perfil = perfil_de(proponer_libro(ruta, 2025))
    metas = leer_con(ruta, perfil, 2025).indicativo
    assert len(metas) == 24
    assert [anio for anio, _valor in metas[0].programacion] == [2024, 2025, 2026, 2027]
    assert metas[0].acumulacion == "Mantenimiento"
    assert metas[1].acumulacion == "Acumulado"
    assert metas[0].coordinadora == "Sec. de Asuntos A"


@pytest.mark.parametrize(("vigencia", "anio"), [(2024, 2024), (2025, 2025)])
def test_de_varios_anios_vale_el_de_la_vigencia(tmp_path: Path, vigencia: int, anio: int) -> None:
    """Todo el dinero sale de columnas del año pedido, sin mezclar."""
    perfil = perfil_de(proponer_libro(libro(tmp_path / "l.xlsx", indicativo()), vigencia))
    gasto = de_donde(perfil, _EJ)
    assert all(str(anio) in c[0] for dato in ("definitiva", "compromisos") for c in gasto[dato])


def test_si_no_hay_del_anio_toma_el_mas_reciente_y_lo_pregunta(tmp_path: Path) -> None:
    """Un libro de 2025 cargado en 2026: se dice de qué año es el dinero y se puede dejar sin leer."""
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", indicativo()), 2026)
    gasto = de_donde(perfil_de(propuesta), _EJ)
    assert gasto["pagos"] == [("pagos 2025", 1)]
    duda = next(d for d in propuesta.dudas if d.clave.endswith("ejecucion.anio"))
    assert duda.firme
    assert "2025" in duda.pregunta
    assert "pagos" not in de_donde(responder(perfil_de(propuesta), duda, "col:0"), _EJ)


def test_fracciones_sin_formato_de_porcentaje(tmp_path: Path) -> None:
    """0,25 en una columna de avance es 25 %; con responder se puede decir que no."""
    ruta = libro(tmp_path / "l.xlsx", actividades())
    propuesta = proponer_libro(ruta)
    perfil = perfil_de(propuesta)
    assert leer_con(ruta, perfil).plan[1].avance == Porcentaje.de(25)
    (duda,) = dudas_de(propuesta, ClaseDeDuda.FRACCION)
    assert not duda.firme
    assert not campo_de(responder(perfil, duda, "fraccion:no"), _PLAN, "avance").en_fraccion


def test_puntos_porcentuales_no_son_fracciones(tmp_path: Path) -> None:
    """Si hay un 75 en la columna, son puntos: no hay duda."""
    columnas = [*actividades()[:-1], ("% CUMPLIMIENTO", lambda n: 25 * (n % 4))]
    ruta = libro(tmp_path / "l.xlsx", columnas)
    propuesta = proponer_libro(ruta)
    assert not dudas_de(propuesta, ClaseDeDuda.FRACCION)
    assert leer_con(ruta, perfil_de(propuesta)).plan[1].avance == Porcentaje.de(25)


def test_ceros_y_unos_se_preguntan(tmp_path: Path) -> None:
    """Una columna de puros 0 y 1 puede ser 1 % o 100 %: hay que confirmarlo."""
    columnas = [*actividades()[:-1], ("% CUMPLIMIENTO", lambda n: n % 2)]
    (duda,) = dudas_de(proponer_libro(libro(tmp_path / "l.xlsx", columnas)), ClaseDeDuda.FRACCION)
    assert duda.firme


@pytest.mark.parametrize(("forma", "orden"), [("%m/%d/%Y", OrdenDeFecha.MDA), ("%d/%m/%Y", OrdenDeFecha.DMA)])
def test_el_orden_de_las_fechas_sale_de_las_que_lo_prueban(
    tmp_path: Path, forma: str, orden: OrdenDeFecha
) -> None:
    """1/13 solo puede ser mes/día, y así se leen también las ambiguas de la columna y su pareja."""
    columnas = [
        *actividades(),
        ("Fecha de inicio", fecha_escrita(forma)),
        ("Fecha de terminación", lambda n: "3/4/2026"),
    ]
    ruta = libro(tmp_path / "l.xlsx", columnas)
    propuesta = proponer_libro(ruta)
    perfil = perfil_de(propuesta)
    assert campo_de(perfil, _PLAN, "inicio").orden_de_fecha is orden
    esperada = date(2026, 3, 4) if orden is OrdenDeFecha.MDA else date(2026, 4, 3)
    assert leer_con(ruta, perfil).plan[0].fin == esperada


def test_fechas_de_las_dos_maneras_se_preguntan(tmp_path: Path) -> None:
    """Si hay pruebas de las dos, es una duda firme y se puede escoger."""
    columnas = [
        *actividades(),
        ("Fecha de inicio", lambda n: "1/13/2026" if n % 3 else "13/1/2026"),
        ("Fecha de terminación", lambda n: "31/12/2026"),
    ]
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", columnas))
    duda = next(d for d in dudas_de(propuesta, ClaseDeDuda.FECHA) if ".inicio" in d.clave)
    assert duda.firme
    assert campo_de(perfil_de(propuesta), _PLAN, "inicio").orden_de_fecha is OrdenDeFecha.MDA
    cambiado = responder(perfil_de(propuesta), duda, "fecha:dma")
    assert campo_de(cambiado, _PLAN, "inicio").orden_de_fecha is OrdenDeFecha.DMA


def test_dice_lo_que_falta_y_lo_que_pone_en_su_lugar(tmp_path: Path) -> None:
    """Sin tipo de meta, fechas ni código de actividad, cada falta es una frase."""
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", actividades()))
    faltas = {d.clave.split("/")[-1] for d in dudas_de(propuesta, ClaseDeDuda.FALTA)}
    assert {"plan.tipo_meta:falta", "plan.fechas:falta", "plan.actividad_codigo:falta"} <= faltas
    assert "plan.responsable:falta" not in faltas
    tipo = next(d for d in propuesta.dudas if d.clave.endswith("tipo_meta:falta"))
    cambiado = responder(perfil_de(propuesta), tipo, "valor:Gestión")
    assert campo_de(cambiado, _PLAN, "tipo_meta").constante == "Gestión"


def test_las_columnas_que_no_se_leen_se_nombran(tmp_path: Path) -> None:
    """Ninguna columna con datos se deja en silencio."""
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", cuadro()))
    assert any("Explicación Actividad Trim I" in aviso for aviso in propuesta.avisos)


def test_el_pac_por_meses(tmp_path: Path) -> None:
    """Doce columnas con nombre de mes y dinero son el PAC del proyecto."""
    from almacen.libros.columnas import MESES

    columnas = [
        ("BPIN DEL PROYECTO", lambda n: 2024990010000 + n),
        ("FUENTE", lambda n: f"Recursos propios {n % 3}"),
        *((f"PAC {mes} 2026", lambda n: 1_000_000 + n) for mes in MESES),
    ]
    ruta = libro(tmp_path / "l.xlsx", columnas)
    leido = leer_con(ruta, perfil_de(proponer_libro(ruta)))
    assert len(leido.pac) == 24
    assert len(leido.pac[0].meses) == 12


def test_una_columna_casi_vacia_se_mira_entera(tmp_path: Path) -> None:
    """Lo que viene en cinco filas de novecientas no se escapa de la muestra."""
    columnas: list[Columna] = [
        ("VIGENCIA", {76: "Actual", 77: "Reserva", 730: "Reserva"}.get),
        ("BPIN", lambda n: 2024990010000 + n),
        ("FONDO", lambda n: "Ingresos corrientes"),
        ("COMPROMISOS", lambda n: 1_000_000 + n),
        ("PAGOS", lambda n: 900_000 + n),
    ]
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", columnas, filas=900))
    assert any(d.clave.endswith("ejecucion.vigencia") for d in propuesta.dudas)

"""Consultar: buscar, el estado por ámbito, lo pendiente y quién falta."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dominio.casos.consultar import (
    Candidatos,
    detalle,
    estado,
    estado_de,
    mis_actividades,
    pendientes,
    por_dependencia,
    sin_reporte,
)
from dominio.casos.ejecutar import DatosEjecucion, registrar_ejecucion, registros_de
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.errores import NoEncontrado, PermisoDenegado
from dominio.modelo.consolidado import Estado
from dominio.modelo.financiero import MomentoGasto
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import PLAN, Mundo
from tests.dominio.reglas.fabrica import fila, saldos


def _reportar(mundo: Mundo, codigo: str, puntos: int) -> None:
    datos = DatosAvance(f"r-{codigo}", mundo.actividad(codigo).id, ValorAvance(Porcentaje.de(puntos)))
    with mundo.como("planeacion") as ctx:
        registrar_avance(ctx, datos)


def _estado(mundo: Mundo, texto: str | None = None, quien: str = "planeacion") -> Estado:
    with mundo.como(quien) as ctx:
        hallado = estado(ctx, texto)
    assert isinstance(hallado, Estado)
    return hallado


def test_mis_actividades_del_responsable_y_del_jefe(mundo: Mundo) -> None:
    """Las propias, o las de la dependencia si es jefe; quien no tiene, ninguna."""
    esperadas = {
        "hector": ["A-001", "A-002"],
        "jefe_salud": ["A-012", "A-013"],
        "planeacion": [],
        "consulta": [],
        "jefe_de_nada": [],
    }
    for quien, codigos in esperadas.items():
        with mundo.como(quien) as ctx:
            assert [a.renglon.codigo for a in mis_actividades(ctx)] == codigos


@pytest.mark.parametrize(
    ("texto", "ambito", "codigo"),
    [
        ("A-012", "actividad", "A-012"),
        ("a012", "actividad", "A-012"),
        ("12", "actividad", "A-012"),
        ("012", "actividad", "A-012"),
        ("20", "dependencia", "20"),
        ("1905", "programa", "1905"),
        ("1905-01", "meta", "1905-01"),
        ("2025769990021", "proyecto", "2025769990021"),
        ("salud", "dependencia", "20"),
        ("SECRETARIA DE SALUD", "dependencia", "20"),
        ("salud pública", "programa", "1905"),
        ("vacunadoras", "actividad", "A-013"),
        ("placa huella", "actividad", "A-001"),
        ("vacuna jornadas", "actividad", "A-012"),
    ],
)
def test_estado_encuentra_por_codigo_numero_o_nombre(
    mundo: Mundo, texto: str, ambito: str, codigo: str
) -> None:
    """Sin importar tildes, mayúsculas, guiones, ceros ni el orden de las palabras."""
    hallado = _estado(mundo, texto)

    assert (hallado.ambito, hallado.codigo) == (ambito, codigo)


def test_estado_ambiguo_ofrece_candidatos_de_lo_general_a_lo_particular(mundo: Mundo) -> None:
    """Un número que es dependencia y actividad no se adivina; cada candidato se puede abrir."""
    mundo.importar(*PLAN, fila(20, actividad="Comprar señales de tránsito"))
    with mundo.como("planeacion") as ctx:
        hallado = estado(ctx, "20")
        assert isinstance(hallado, Candidatos)
        assert [(o.ambito, o.codigo) for o in hallado.objetos] == [
            ("dependencia", "20"),
            ("actividad", "A-020"),
        ]
        for objeto in hallado.objetos:
            assert estado_de(ctx, objeto.ambito, objeto.id).codigo == objeto.codigo


def test_estado_con_muchos_candidatos_muestra_ocho_y_dice_cuantos(mundo: Mundo) -> None:
    """No se corta en silencio."""
    mundo.importar(*PLAN, *(fila(n, actividad=f"Taller de danza {n}") for n in range(30, 42)))
    with mundo.como("planeacion") as ctx:
        hallado = estado(ctx, "taller")

    assert isinstance(hallado, Candidatos)
    assert (len(hallado.objetos), hallado.total) == (8, 12)


def test_estado_sin_respuesta_usa_los_parecidos_de_quien_llama(mundo: Mundo) -> None:
    """La búsqueda exacta va primero; la difusa solo si no halló nada."""
    with mundo.como("planeacion") as ctx:
        with pytest.raises(NoEncontrado):
            estado(ctx, "bakunasion")
        hallado = estado(ctx, "bakunasion", lambda _, objetos: [o for o in objetos if o.codigo == "A-012"])
        exacto = estado(ctx, "A-001", lambda *_: pytest.fail("ya había una respuesta exacta"))

    assert isinstance(hallado, Estado)
    assert hallado.codigo == "A-012"
    assert isinstance(exacto, Estado)


@pytest.mark.parametrize("texto", ["\x00", "  ", "¿?", "🙂", "x" * 5_000])
def test_estado_con_texto_raro_no_se_rompe(mundo: Mundo, texto: str) -> None:
    """Lo que no dice nada es no encontrado, o la entidad si está vacío."""
    with mundo.como("planeacion") as ctx:
        if texto.strip():
            with pytest.raises(NoEncontrado):
                estado(ctx, texto)
        else:
            assert isinstance(estado(ctx, texto), Estado)


def test_estado_sin_texto_es_la_entidad_o_su_dependencia(mundo: Mundo) -> None:
    """Cada quien empieza por lo que le toca ver."""
    assert (_estado(mundo).ambito, _estado(mundo).codigo) == ("entidad", "76999")
    assert _estado(mundo, quien="consulta").ambito == "entidad"
    for quien in ("hector", "jefe_infra"):
        assert (_estado(mundo, quien=quien).ambito, _estado(mundo, quien=quien).codigo) == (
            "dependencia",
            "30",
        )
    with mundo.como("jefe_de_nada") as ctx, pytest.raises(PermisoDenegado):
        estado(ctx, None)


def test_estado_no_deja_ver_otra_dependencia(mundo: Mundo) -> None:
    """Ni por texto, ni por identificador, ni en el detalle."""
    ajena = mundo.actividad("A-012")
    with mundo.como("hector") as ctx:
        for pregunta in ("A-012", "salud", "1905-01"):
            with pytest.raises(NoEncontrado):
                estado(ctx, pregunta)
        for ambito, clave in (("actividad", ajena.id), ("dependencia", ajena.dependencia_id)):
            with pytest.raises(NoEncontrado):
                estado_de(ctx, ambito, clave)
            with pytest.raises(NoEncontrado):
                detalle(ctx, ambito, clave)
        assert [o.codigo for o, _ in por_dependencia(ctx)] == ["30"]


def test_estado_agrega_desde_las_actividades(mundo: Mundo) -> None:
    """Infraestructura: 60 × 50 + 40 × 100 = 70; Salud: (30 + 0) / 2 = 15; entidad: su media."""
    for codigo, puntos in (("A-001", 50), ("A-002", 100), ("A-012", 30)):
        _reportar(mundo, codigo, puntos)

    assert _estado(mundo, "30").avance == Porcentaje.de(70)
    assert _estado(mundo, "20").avance == Porcentaje.de(15)
    entidad = _estado(mundo)
    assert (entidad.avance, entidad.metas, entidad.actividades) == (Porcentaje.de("42.5"), 2, 4)
    assert (entidad.sin_reporte, entidad.sin_revisar, entidad.vencidas) == (1, 3, 1)
    with mundo.como("planeacion") as ctx:
        assert [(o.codigo, e.avance) for o, e in por_dependencia(ctx)] == [
            ("30", Porcentaje.de(70)),
            ("20", Porcentaje.de(15)),
        ]


def test_estado_suma_el_gasto_llevado_por_proyecto(mundo: Mundo) -> None:
    """El CDP a nivel de proyecto cuenta en el proyecto y arriba; no se reparte en metas ni actividades."""
    proyecto_id = mundo.actividad("A-001").proyecto_id
    with mundo.como("hector") as ctx:
        (registro,) = registros_de(ctx, None, proyecto_id)
        registrar_ejecucion(
            ctx, DatosEjecucion("k", registro.id, MomentoGasto.CDP, Pesos.de(400), es_incremento=False)
        )

    assert _estado(mundo).saldos == saldos(1800, 400)
    assert _estado(mundo, "2025769990031").saldos == saldos(1500, 400)
    assert _estado(mundo, "30").saldos == saldos(1500, 400)
    assert _estado(mundo, "2402").saldos == saldos(1500, 400)
    assert _estado(mundo, "2402-01").saldos == saldos(1500)
    assert _estado(mundo, "20").saldos == saldos(300)


@pytest.mark.parametrize(
    ("ambito", "codigos"),
    [
        ("entidad", ["A-001", "A-002", "A-012", "A-013"]),
        ("programa", ["A-012", "A-013"]),
        ("meta", ["A-012", "A-013"]),
    ],
)
def test_detalle_son_las_actividades_del_objeto(mundo: Mundo, ambito: str, codigos: list[str]) -> None:
    """En el orden del plan."""
    vacunar = mundo.actividad("A-012")
    clave = {"entidad": 0, "programa": vacunar.id, "meta": vacunar.meta_id}[ambito]
    with mundo.como("planeacion") as ctx:
        assert [a.renglon.codigo for a in detalle(ctx, ambito, clave)] == codigos


def test_pendientes_separa_vencidas_por_vencer_y_sin_reporte(mundo: Mundo) -> None:
    """Una actividad puede deber más de una cosa; reportarla en el corte quita solo una."""
    with mundo.como("luz") as ctx:
        antes = pendientes(ctx)
    _reportar(mundo, "A-013", 80)
    with mundo.como("luz") as ctx:
        despues = pendientes(ctx)
    with mundo.como("hector") as ctx:
        de_hector = pendientes(ctx)

    assert antes.corte == Corte.de("2026-T3")
    assert [a.renglon.codigo for a in antes.vencidas] == ["A-013"]
    assert [a.renglon.codigo for a in antes.sin_reporte] == ["A-012", "A-013"]
    assert [a.renglon.codigo for a in despues.vencidas] == ["A-013"]
    assert [a.renglon.codigo for a in despues.sin_reporte] == ["A-012"]
    assert [a.renglon.codigo for a in de_hector.por_vencer] == ["A-002"]


def test_sin_reporte_dice_quien_falta_y_de_que(mundo: Mundo) -> None:
    """Agrupado por dependencia y responsable; al jefe, solo la suya; en el corte nuevo vuelven a faltar."""
    _reportar(mundo, "A-001", 10)
    with mundo.como("planeacion") as ctx:
        corte, faltan = sin_reporte(ctx)
    with mundo.como("jefe_salud") as ctx:
        de_salud = sin_reporte(ctx)[1]
    with mundo.como("planeacion", datetime(2026, 10, 15, 15, tzinfo=UTC)) as ctx:
        corte_nuevo, faltan_despues = sin_reporte(ctx)

    assert corte == Corte.de("2026-T3")
    assert [(f.dependencia, f.responsable, [a.codigo for a in f.actividades]) for f in faltan] == [
        ("Secretaría de Infraestructura", "Héctor Fabio Rengifo", ["A-002"]),
        ("Secretaría de Salud", "Luz Dary Angulo", ["A-012", "A-013"]),
    ]
    assert [f.responsable for f in de_salud] == ["Luz Dary Angulo"]
    assert corte_nuevo == Corte.de("2026-T4")
    assert [len(f.actividades) for f in faltan_despues] == [2, 2]


@pytest.mark.parametrize("quien", ["hector", "consulta"])
def test_sin_reporte_exige_permiso(mundo: Mundo, quien: str) -> None:
    """Quién debe qué lo ven planeación, administración y el jefe."""
    with mundo.como(quien) as ctx, pytest.raises(PermisoDenegado):
        sin_reporte(ctx)

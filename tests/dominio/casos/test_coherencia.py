"""Revisar la coherencia guardada, ajustar sus reglas y aceptar hallazgos: quién ve qué y qué queda."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from dominio.casos.ajustar_coherencia import (
    CambioDeRegla,
    CualHallazgo,
    aceptar_hallazgo,
    ajustar_regla,
    retirar_aceptacion,
)
from dominio.casos.coherencia import (
    estado_de_dependencias,
    informe_de_coherencia,
    libro_de_coherencia,
    reglas_de_coherencia,
    revisar_coherencia,
)
from dominio.casos.exportar import armar_consolidado
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.errores import NoEncontrado, PermisoDenegado, SinPlan
from dominio.errores.coherencia import (
    AceptacionSinRazon,
    AjusteSinCambio,
    HallazgoNoEncontrado,
    ReglaDesconocida,
    ReglaSinUmbral,
    UmbralFueraDeRango,
)
from dominio.modelo.coherencia import SituacionDeDependencia
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo
from tests.dominio.reglas.fabrica import fila

RAZON = "Lo decidió el Consejo de Gobierno"
OCTUBRE = datetime(2026, 10, 20, 15, tzinfo=UTC)
SUELTA = fila(50, responsable="Por definir", meta_codigo="X-1", actividad="Hacer otra cosa")


@pytest.fixture
def incoherente(mundo: Mundo) -> Mundo:
    """El mundo de siempre con una actividad de infraestructura sin responsable."""
    mundo.importar(*PLAN, SUELTA)
    return mundo


def _revisar(mundo: Mundo, quien: str = "planeacion", dependencia: str | None = None) -> list[Hallazgo]:
    with mundo.como(quien) as ctx:
        return revisar_coherencia(ctx, V2026, dependencia)


def _sin_omisiones(hallazgos: list[Hallazgo]) -> list[tuple[str, str]]:
    return [(h.regla, h.objeto) for h in hallazgos if h.regla != "R37"]


def _aceptar(mundo: Mundo, razon: str = "Se nombra el lunes", quien: str = "planeacion") -> None:
    with mundo.como(quien) as ctx:
        aceptar_hallazgo(ctx, V2026, CualHallazgo("R06", "a-050"), razon)


def test_lo_incoherente_se_guarda_y_aqui_se_dice(incoherente: Mundo) -> None:
    """Planeación ve todo; la jefatura, lo suyo; quien consulta, nada."""
    assert _sin_omisiones(_revisar(incoherente)) == [("R06", "A-050")]
    assert _sin_omisiones(_revisar(incoherente, "jefe_infra")) == [("R06", "A-050")]
    assert _sin_omisiones(_revisar(incoherente, "jefe_salud")) == []
    assert _sin_omisiones(_revisar(incoherente, dependencia="salud")) == []
    with pytest.raises(PermisoDenegado):
        _revisar(incoherente, "consulta")
    with pytest.raises(PermisoDenegado):
        _revisar(incoherente, "jefe_salud", "30")
    with pytest.raises(NoEncontrado):
        _revisar(incoherente, dependencia="Secretaría de Marte")


def test_vigencia_sin_plan_lo_dice(mundo: Mundo) -> None:
    """Sin plan no hay nada que revisar."""
    with mundo.como("planeacion") as ctx, pytest.raises(SinPlan):
        revisar_coherencia(ctx, Vigencia(2031))


def test_omision_se_dice_mientras_nadie_reporte(mundo: Mundo) -> None:
    """Lo no reportado al cerrar T3 sale en octubre; reportarlo, aunque sea en T4, lo quita."""

    def omitidas() -> set[str]:
        with mundo.como("planeacion", OCTUBRE) as ctx:
            return {h.objeto for h in revisar_coherencia(ctx, V2026) if h.regla == "R37"}

    antes = omitidas()
    with mundo.como("hector", OCTUBRE) as ctx:
        dato = DatosAvance(
            "a1", mundo.actividad("A-001").id, ValorAvance(Porcentaje.de(20)), logro="Se fundió"
        )
        registrar_avance(ctx, dato)

    assert antes == {"A-001", "A-002", "A-012", "A-013", "2402-01", "1905-01"}
    assert omitidas() == antes - {"A-001"}


def test_dependencia_limpia_con_advertencias_o_bloqueada(incoherente: Mundo) -> None:
    """Un error abierto bloquea; aceptado, ya no; y cada quien ve las suyas."""
    incoherente.importar(*PLAN, SUELTA, ahora=MARTES)
    with incoherente.como("planeacion") as ctx:
        ajustar_regla(ctx, CambioDeRegla("R37", apagada=True, razon=RAZON))
        antes = {c.nombre: c for c in estado_de_dependencias(ctx, V2026)}
    _aceptar(incoherente)
    with incoherente.como("planeacion") as ctx:
        despues = {c.nombre: c for c in estado_de_dependencias(ctx, V2026)}
    with incoherente.como("jefe_salud") as ctx:
        suyas = estado_de_dependencias(ctx, V2026)

    infra = "Secretaría de Infraestructura"
    assert antes[infra].situacion is SituacionDeDependencia.BLOQUEADA
    assert (despues[infra].situacion, despues[infra].aceptados) == (SituacionDeDependencia.LIMPIA, 1)
    assert [(c.nombre, c.situacion) for c in suyas] == [
        ("Secretaría de Salud", SituacionDeDependencia.LIMPIA)
    ]


def test_advertencia_no_bloquea(incoherente: Mundo) -> None:
    """La misma regla, puesta en advertencia por la entidad, deja la dependencia con advertencias."""
    with incoherente.como("planeacion") as ctx:
        ajustar_regla(ctx, CambioDeRegla("r06", severidad=Severidad.ADVERTENCIA, razon=RAZON))
        ajustar_regla(ctx, CambioDeRegla("R37", apagada=True, razon=RAZON))
        cuentas = {c.nombre: c.situacion for c in estado_de_dependencias(ctx, V2026)}

    assert cuentas["Secretaría de Infraestructura"] is SituacionDeDependencia.CON_ADVERTENCIAS


def test_aceptado_queda_con_razon_autor_y_traza(incoherente: Mundo) -> None:
    """El hallazgo sigue en la lista con su aceptación, y la traza dice qué se dejó pasar."""
    _aceptar(incoherente)
    (hallazgo,) = [h for h in _revisar(incoherente) if h.regla == "R06"]
    (anotada,) = incoherente.traza("aceptar_hallazgo")

    assert hallazgo.aceptacion is not None
    assert (hallazgo.aceptacion.razon, hallazgo.aceptacion.autor, hallazgo.aceptacion.en) == (
        "Se nombra el lunes",
        "Adriana Lucía Tello",
        MARTES,
    )
    assert anotada.objeto == "hallazgo:R06:A-050"
    assert anotada.despues == {"vigencia": 2026, "razon": "Se nombra el lunes"}


def test_si_el_dato_cambia_vuelve_a_salir(incoherente: Mundo) -> None:
    """Lo aceptado fue «Por definir»: otro texto es otro hallazgo; el de antes, si vuelve, sigue aceptado."""
    _aceptar(incoherente)
    incoherente.importar(*PLAN, replace(SUELTA, responsable="Vacante"))
    (otro,) = [h for h in _revisar(incoherente) if h.regla == "R06"]
    incoherente.importar(*PLAN, SUELTA)
    (el_mismo,) = [h for h in _revisar(incoherente) if h.regla == "R06"]

    assert otro.abierto
    assert not el_mismo.abierto


def test_retirar_la_aceptacion_lo_abre(incoherente: Mundo) -> None:
    """Se abre otra vez y queda la traza; lo que no está aceptado no se puede retirar."""
    with incoherente.como("planeacion") as ctx, pytest.raises(HallazgoNoEncontrado):
        retirar_aceptacion(ctx, V2026, CualHallazgo("R06", "A-050"))
    _aceptar(incoherente)
    with incoherente.como("planeacion") as ctx:
        retirar_aceptacion(ctx, V2026, CualHallazgo("R06", "A-050"))

    assert all(h.abierto for h in _revisar(incoherente))
    assert len(incoherente.traza("retirar_aceptacion")) == 1


@pytest.mark.parametrize("razon", ["", " ", "...", "no", "Sí, ok", "n. a.", "Porque sí", "Justificado está"])
def test_aceptar_exige_una_razon(incoherente: Mundo, razon: str) -> None:
    """Un punto no es una razón, y sin ella no se guarda nada."""
    with pytest.raises(AceptacionSinRazon):
        _aceptar(incoherente, razon)
    assert incoherente.traza("aceptar_hallazgo") == []


@pytest.mark.parametrize(
    "cual",
    [
        CualHallazgo("R06", "A-999"),
        CualHallazgo("R12", "A-050"),
        CualHallazgo("R06"),
        CualHallazgo(huella=""),
        CualHallazgo(huella="0" * 16),
    ],
)
def test_aceptar_lo_que_no_esta_se_rechaza(incoherente: Mundo, cual: CualHallazgo) -> None:
    """Ni un objeto sin hallazgos, ni una regla entera, ni una huella vacía."""
    with incoherente.como("planeacion") as ctx, pytest.raises(HallazgoNoEncontrado):
        aceptar_hallazgo(ctx, V2026, cual, "Porque sí se puede")


@pytest.mark.parametrize("quien", ["jefe_infra", "hector", "consulta"])
def test_solo_planeacion_y_administracion_ajustan_y_aceptan(incoherente: Mundo, quien: str) -> None:
    """La jefatura ve lo suyo, y no lo perdona."""
    with incoherente.como(quien) as ctx:
        with pytest.raises(PermisoDenegado):
            aceptar_hallazgo(ctx, V2026, CualHallazgo("R06", "A-050"), "Se nombra el lunes")
        with pytest.raises(PermisoDenegado):
            ajustar_regla(ctx, CambioDeRegla("R06", apagada=True, razon=RAZON))


def test_ajuste_apaga_prende_y_restablece(incoherente: Mundo) -> None:
    """Apagada no sale; restablecida, vuelve; lo que queda como venía no se guarda."""
    with incoherente.como("planeacion") as ctx:
        apagada = ajustar_regla(ctx, CambioDeRegla("R06", apagada=True, razon=RAZON))
    sin_ella = _sin_omisiones(_revisar(incoherente))
    with incoherente.como("planeacion") as ctx:
        restablecida = ajustar_regla(ctx, CambioDeRegla("R06", restablecer=True))
        prendida = ajustar_regla(ctx, CambioDeRegla("R23", apagada=False))

    assert apagada.apagada
    assert sin_ella == []
    assert restablecida.ajuste.vacio
    assert not prendida.apagada
    assert ("R23", "A-001") in _sin_omisiones(_revisar(incoherente))
    assert [a.objeto for a in incoherente.traza("ajustar_regla")] == ["regla:R23", "regla:R06", "regla:R06"]


def test_ajuste_de_umbral_se_usa_y_se_acota(incoherente: Mundo) -> None:
    """El umbral vale para la entidad; negativo, enorme o de una regla sin número, se rechaza."""
    incoherente.importar(*(replace(f, ponderacion=Porcentaje.de(52)) for f in PLAN[:2]), *PLAN[2:])
    antes = _sin_omisiones(_revisar(incoherente))
    with incoherente.como("planeacion") as ctx:
        ajustar_regla(ctx, CambioDeRegla("R12", umbral=Decimal(5)))
    despues = _sin_omisiones(_revisar(incoherente))

    assert ("R12", "2402-01") in antes
    assert ("R12", "2402-01") not in despues
    with incoherente.como("planeacion") as ctx:
        for umbral in (Decimal(-1), Decimal(51), Decimal("NaN"), Decimal("Infinity")):
            with pytest.raises(UmbralFueraDeRango):
                ajustar_regla(ctx, CambioDeRegla("R12", umbral=umbral))
        with pytest.raises(ReglaSinUmbral):
            ajustar_regla(ctx, CambioDeRegla("R06", umbral=Decimal(1)))
        with pytest.raises(ReglaDesconocida):
            ajustar_regla(ctx, CambioDeRegla("R99", apagada=True, razon=RAZON))
        with pytest.raises(AjusteSinCambio):
            ajustar_regla(ctx, CambioDeRegla("R06", severidad=Severidad.ERROR))
        (vigente,) = [r for r in reglas_de_coherencia(ctx) if r.ficha.codigo == "R12"]
    assert vigente.umbral == Decimal(5)


def test_ajustes_de_una_entidad_no_tocan_a_otra(incoherente: Mundo) -> None:
    """Cada entidad decide lo suyo."""
    with incoherente.como("planeacion") as ctx:
        ajustar_regla(ctx, CambioDeRegla("R06", apagada=True, razon=RAZON))
    with incoherente.almacen.unidad() as unidad:
        otra = unidad.entidades.crear("05001", "Otro municipio")
        assert unidad.coherencia.ajustes(otra.id) == {}
        assert list(unidad.coherencia.ajustes(incoherente.entidad.id)) == ["R06"]


def test_informe_trae_primero_lo_que_mas_pesa(incoherente: Mundo) -> None:
    """Errores, advertencias, informativos; y las cuentas cuadran con la lista."""
    with incoherente.como("planeacion") as ctx:
        ajustar_regla(ctx, CambioDeRegla("R23", apagada=False))
        informe = informe_de_coherencia(ctx, V2026)
        libro = libro_de_coherencia(ctx, V2026, "30")

    pesos = [h.severidad.peso for h in informe.hallazgos]
    assert pesos == sorted(pesos)
    assert sum(
        c.errores + c.advertencias + c.informativos + c.aceptados for c in informe.dependencias
    ) == len(informe.hallazgos)
    assert {h.dependencia for h in libro.hallazgos} == {"Secretaría de Infraestructura"}
    assert (libro.dependencia, len(libro.reglas)) == ("Secretaría de Infraestructura", 42)


def test_consolidado_lleva_lo_aceptado_con_su_razon(incoherente: Mundo) -> None:
    """La hoja Coherencia dice también lo que se dejó pasar; la de una dependencia, solo lo suyo."""
    _aceptar(incoherente)
    with incoherente.como("planeacion") as ctx:
        entero = armar_consolidado(ctx, V2026, Corte.de("2026-T3"), None, "1.0")
        de_salud = armar_consolidado(ctx, V2026, Corte.de("2026-T3"), "20", "1.0")

    (aceptado,) = [h for h in entero.coherencia if h.regla == "R06"]
    assert aceptado.aceptacion is not None
    assert {h.dependencia for h in de_salud.coherencia} <= {"Secretaría de Salud"}


def test_relajar_una_regla_exige_razon_y_queda_dicho(incoherente: Mundo) -> None:
    """Sin razón no se apaga; con ella, el informe y el consolidado dicen cuál, por qué y quién."""
    with incoherente.como("planeacion") as ctx:
        with pytest.raises(AceptacionSinRazon):
            ajustar_regla(ctx, CambioDeRegla("R06", apagada=True, razon="no"))
        ajustar_regla(ctx, CambioDeRegla("R06", apagada=True, razon=RAZON))
        (informada,) = informe_de_coherencia(ctx, V2026).reglas_apagadas
        consolidado = armar_consolidado(ctx, V2026, Corte.de("2026-T3"), None, "1.0")

    assert (informada.codigo, informada.razon, informada.quien) == ("R06", RAZON, "Adriana Lucía Tello")
    assert consolidado.reglas_apagadas == (informada,)

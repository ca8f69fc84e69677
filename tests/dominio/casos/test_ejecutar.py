"""Registrar ejecución: la cadena del gasto, las correcciones y los dos niveles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dominio.casos.ejecutar import (
    DatosEjecucion,
    RevisionEjecucion,
    objetos_de_gasto,
    registrar_ejecucion,
    registros_de,
    revisar_ejecucion,
)
from dominio.casos.importar import importar
from dominio.errores import (
    CadenaDeGastoRota,
    ConflictoDeVersion,
    CorreccionSinDocumento,
    EntradaInvalida,
    FechaFueraDeVigencia,
    FechaFutura,
    MontoNegativo,
    NoEncontrado,
    PermisoDenegado,
)
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdRegistro
from dominio.modelo.libro import FilaEjecucion, LibroLeido
from dominio.modelo.reporte import Ejecucion
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from tests.dominio.casos.mundo import PLAN, V2026, Mundo
from tests.dominio.reglas.fabrica import saldos

CDP, COMPROMISO, OBLIGACION, PAGO = MomentoGasto


def _datos(registro_id: IdRegistro, momento: MomentoGasto, valor: int, **otros: object) -> DatosEjecucion:
    base = DatosEjecucion(f"k-{momento}-{valor}-{registro_id}", registro_id, momento, Pesos.de(valor), False)
    return replace(base, **otros)  # type: ignore[arg-type]


def _registrar(mundo: Mundo, datos: DatosEjecucion, quien: str = "hector") -> Ejecucion:
    with mundo.como(quien) as ctx:
        return registrar_ejecucion(ctx, datos)


def _revisar(mundo: Mundo, datos: DatosEjecucion, quien: str = "hector") -> RevisionEjecucion:
    with mundo.como(quien) as ctx:
        return revisar_ejecucion(ctx, datos)


def _hasta_obligar(mundo: Mundo, codigo: str = "A-001") -> IdRegistro:
    """CDP 900, compromiso 800 y obligación 700 en el registro de la actividad."""
    registro_id = mundo.registro(codigo).id
    for momento, valor in ((CDP, 900), (COMPROMISO, 800), (OBLIGACION, 700)):
        _registrar(mundo, _datos(registro_id, momento, valor))
    return registro_id


def _registro_de_proyecto(mundo: Mundo, quien: str = "hector") -> IdRegistro:
    proyecto_id = mundo.actividad("A-001").proyecto_id
    with mundo.como(quien) as ctx:
        (registro,) = registros_de(ctx, None, proyecto_id)
    return registro.id


def test_objetos_de_gasto_son_actividades_y_proyectos_al_alcance(mundo: Mundo) -> None:
    """Cada uno ve lo suyo: actividades con registro y el proyecto cuyas actividades son todas suyas."""
    with mundo.como("hector") as ctx:
        objetos = objetos_de_gasto(ctx)

    assert [(o.codigo, len(o.registros)) for o in objetos] == [
        ("A-001", 1),
        ("A-002", 1),
        ("2025769990031", 2),
    ]


def test_proyecto_compartido_no_lo_mueve_un_solo_responsable(mundo: Mundo) -> None:
    """Si una actividad del proyecto es de otra persona, ese dinero no es solo suyo."""
    mundo.importar(PLAN[0], replace(PLAN[1], responsable="Ana Lucía Mina"), *PLAN[2:])
    proyecto_id = mundo.actividad("A-001").proyecto_id
    with mundo.como("hector") as ctx:
        assert [o.codigo for o in objetos_de_gasto(ctx)] == ["A-001"]
        with pytest.raises(PermisoDenegado):
            registros_de(ctx, None, proyecto_id)
    with mundo.como("jefe_infra") as ctx:
        assert "2025769990031" in [o.codigo for o in objetos_de_gasto(ctx)]


def test_registrar_guarda_acumulado_folio_y_traza(mundo: Mundo) -> None:
    """El movimiento mueve el saldo y deja el antes y el después, en pesos."""
    registro_id = mundo.registro("A-001").id
    ejecucion = _registrar(
        mundo, _datos(registro_id, CDP, 900, documento=" CDP 123 ", fecha_documento=date(2026, 9, 1))
    )

    assert (ejecucion.folio, ejecucion.corte) == ("EJ-2026-000001", Corte.de("2026-T3"))
    assert (ejecucion.anterior, ejecucion.valor, ejecucion.documento) == (Pesos(0), Pesos.de(900), "CDP 123")
    assert mundo.registro("A-001").saldos == saldos(1000, 900)
    (anotacion,) = mundo.traza("registrar_ejecucion")
    assert anotacion.objeto == "registro:A-001/1.2.1.0.00"
    assert anotacion.antes == {"momento": "cdp", "acumulado": "0.00"}
    assert anotacion.despues is not None
    assert anotacion.despues["acumulado"] == "900.00"


@pytest.mark.parametrize(
    ("valor", "es_incremento", "pista"),
    [(0, True, "movimiento_en_cero"), (900, False, "acumulado_sin_cambio")],
)
def test_movimiento_que_no_cambia_nada_no_se_guarda(
    mundo: Mundo, valor: int, es_incremento: bool, pista: str
) -> None:
    """Un movimiento de $0, o un acumulado igual al que ya iba, no gasta folio."""
    registro_id = mundo.registro("A-001").id
    _registrar(mundo, _datos(registro_id, CDP, 900))

    with pytest.raises(EntradaInvalida) as rechazo:
        _registrar(mundo, _datos(registro_id, CDP, valor, es_incremento=es_incremento, clave_envio="otra"))
    assert (rechazo.value.pista, rechazo.value.campo) == (pista, "valor")
    assert len(mundo.traza("registrar_ejecucion")) == 1


def test_incremento_se_suma_al_acumulado(mundo: Mundo) -> None:
    """«Pagamos 100 más» sobre 50 deja 150."""
    registro_id = _hasta_obligar(mundo)
    _registrar(mundo, _datos(registro_id, PAGO, 50))
    revision = _revisar(mundo, _datos(registro_id, PAGO, 100, es_incremento=True))

    assert (revision.anterior, revision.nuevo, revision.incremento) == (
        Pesos.de(50),
        Pesos.de(150),
        Pesos.de(100),
    )
    assert revision.saldos_despues == saldos(1000, 900, 800, 700, 150)


@pytest.mark.parametrize(
    ("momento", "valor", "limite", "tope"),
    [
        (CDP, 1001, "definitiva", 1000),
        (COMPROMISO, 901, "cdp", 900),
        (OBLIGACION, 801, "compromisos", 800),
        (PAGO, 701, "obligaciones", 700),
        (COMPROMISO, 699, "compromisos", 699),
    ],
)
def test_cadena_rota_dice_el_limite_y_los_valores(
    mundo: Mundo, momento: MomentoGasto, valor: int, limite: str, tope: int
) -> None:
    """Ni por encima del momento anterior ni por debajo del que sigue; el error explica cuál."""
    registro_id = _hasta_obligar(mundo)
    with pytest.raises(CadenaDeGastoRota) as causa:
        _registrar(mundo, _datos(registro_id, momento, valor, documento="Acta 1"))

    assert causa.value.datos["limite"] == limite
    assert causa.value.datos["tope"] == Pesos.de(tope)
    assert mundo.registro("A-001").saldos == saldos(1000, 900, 800, 700)


def test_bajar_el_acumulado_pide_documento(mundo: Mundo) -> None:
    """Es una corrección: sin papel no se guarda, con papel queda con incremento negativo."""
    registro_id = _hasta_obligar(mundo)
    with pytest.raises(CorreccionSinDocumento):
        _registrar(mundo, _datos(registro_id, OBLIGACION, 600, documento="  "))

    corregida = _registrar(mundo, _datos(registro_id, OBLIGACION, 600, documento="Reversión 9"))
    assert corregida.incremento == Pesos.diferencia(-100_00)
    assert mundo.registro("A-001").saldos.obligaciones == Pesos.de(600)


def test_correccion_por_incremento_no_baja_de_cero(mundo: Mundo) -> None:
    """Restar más de lo que hay es un error, no un saldo negativo."""
    registro_id = _hasta_obligar(mundo)
    datos = replace(
        _datos(registro_id, OBLIGACION, 0, es_incremento=True, documento="R"), valor=Pesos.diferencia(-70_001)
    )
    with pytest.raises(MontoNegativo):
        _registrar(mundo, datos)


@pytest.mark.parametrize(
    ("fecha", "error"),
    [
        (date(2025, 12, 31), FechaFueraDeVigencia),
        (date(2027, 1, 1), FechaFueraDeVigencia),
        (date(2026, 9, 16), FechaFutura),
    ],
)
def test_fecha_del_documento_es_de_la_vigencia_y_no_futura(
    mundo: Mundo, fecha: date, error: type[Exception]
) -> None:
    """El documento existe ya y es de este año."""
    with pytest.raises(error):
        _registrar(mundo, _datos(mundo.registro("A-001").id, CDP, 10, fecha_documento=fecha))


def test_repetir_el_envio_no_suma_dos_veces(mundo: Mundo) -> None:
    """Confirmar dos veces un incremento que llena el tope da el mismo folio y no rompe la cadena."""
    datos = _datos(mundo.registro("A-001").id, CDP, 1000, es_incremento=True)
    primero = _registrar(mundo, datos)

    assert _registrar(mundo, datos) == primero
    assert mundo.registro("A-001").saldos.cdp == Pesos.de(1000)
    assert len(mundo.traza("registrar_ejecucion")) == 1


def test_registro_ajeno_o_inexistente(mundo: Mundo) -> None:
    """El de otra dependencia no se mueve y el que no existe se dice."""
    with pytest.raises(PermisoDenegado):
        _registrar(mundo, _datos(mundo.registro("A-012").id, CDP, 1))
    with pytest.raises(PermisoDenegado):
        _registrar(mundo, _datos(mundo.registro("A-001").id, CDP, 1), "consulta")
    with pytest.raises(NoEncontrado):
        _registrar(mundo, _datos(IdRegistro(99_999), CDP, 1))
    with mundo.como("hector") as ctx, pytest.raises(NoEncontrado):
        registros_de(ctx, None, None)


def test_proyecto_por_fuente_tiene_la_apropiacion_de_sus_actividades(mundo: Mundo) -> None:
    """Recién creado en ceros, su techo es la suma: 1000 + 500."""
    registro_id = _registro_de_proyecto(mundo)
    assert _registro_de_proyecto(mundo) == registro_id

    assert _revisar(mundo, _datos(registro_id, CDP, 1500)).saldos_despues == saldos(1500, 1500)
    with pytest.raises(CadenaDeGastoRota):
        _revisar(mundo, _datos(registro_id, CDP, 1501))


def test_acumulados_de_los_dos_niveles_se_suman(mundo: Mundo) -> None:
    """Con 900 de CDP en una actividad, al proyecto le quedan 600 de los 1500."""
    _registrar(mundo, _datos(mundo.registro("A-001").id, CDP, 900))
    registro_id = _registro_de_proyecto(mundo)

    with pytest.raises(CadenaDeGastoRota):
        _registrar(mundo, _datos(registro_id, CDP, 601))
    assert _revisar(mundo, _datos(registro_id, CDP, 600)).saldos_despues == saldos(1500, 1500)


def test_con_gasto_de_proyecto_la_actividad_se_mide_en_la_bolsa(mundo: Mundo) -> None:
    """El CDP se expidió por proyecto: la actividad puede comprometer sobre él, y no más."""
    _registrar(mundo, _datos(_registro_de_proyecto(mundo), CDP, 400))
    registro_id = mundo.registro("A-001").id

    revision = _revisar(mundo, _datos(registro_id, COMPROMISO, 400))
    assert revision.saldos_despues == saldos(1000, 0, 400)
    with pytest.raises(CadenaDeGastoRota):
        _revisar(mundo, _datos(registro_id, COMPROMISO, 401))


def test_descuadre_ajeno_no_impide_reportar(mundo: Mundo) -> None:
    """Un CDP que ya venía menor que el compromiso no bloquea registrar un pago válido."""
    registro_id = _hasta_obligar(mundo)
    cargada = FilaEjecucion(
        *("Ejecución", 2, None, "A-001", "1.2.1.0.00"),
        *(None, None, None, None, None, None, Pesos.de(400), None, None, None),
        None,
    )
    with mundo.como("planeacion") as ctx:
        importar(ctx, V2026, LibroLeido(ejecucion=(cargada,)), "ejecucion.xlsx")
    assert mundo.registro("A-001").saldos == saldos(1000, 400, 800, 700)

    assert _registrar(mundo, _datos(registro_id, PAGO, 100)).valor == Pesos.de(100)


def test_movimiento_simultaneo_es_conflicto(mundo: Mundo) -> None:
    """Si otro movió el registro después de leerlo, no se pisa: quien llama lo intenta otra vez."""
    registro = mundo.registro("A-001")
    _registrar(mundo, _datos(registro.id, CDP, 10))
    with mundo.como("hector") as ctx:
        nueva = replace(_datos(registro.id, CDP, 20), clave_envio="otra")
        planes = ctx.unidad.planes
        original = planes.registro
        planes.registro = lambda *_: replace(original(ctx.entidad.id, registro.id), version=registro.version)  # type: ignore[method-assign]
        with pytest.raises(ConflictoDeVersion):
            registrar_ejecucion(ctx, nueva)


def test_registros_de_actividad_son_sus_fuentes(mundo: Mundo) -> None:
    """Una actividad ofrece sus fuentes; V2026 es la vigencia en que se registran."""
    actividad = mundo.actividad("A-001", V2026)
    with mundo.como("hector") as ctx:
        assert [r.fuente_codigo for r in registros_de(ctx, actividad.id, None)] == ["1.2.1.0.00"]

"""Corregir un reporte: quién, cuál, con qué motivo y qué queda de los dos."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from dominio.casos.corregir import (
    DatosCorreccion,
    avance_por_corregir,
    corregibles,
    corregir_avance,
    revisar_correccion,
    ultimo_reporte,
)
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.errores import (
    AvanceSinValor,
    EntradaInvalida,
    NoEncontrado,
    PermisoDenegado,
    PorcentajeFueraDeRango,
)
from dominio.errores.ciclo import (
    CorreccionNoEsLaUltima,
    CorreccionSinCambios,
    CorreccionSinMotivo,
    ReporteDeLibro,
)
from dominio.modelo.evidencia import ClaseEvidencia
from dominio.modelo.reporte import ArchivoAdjunto, Avance, Correccion, EstadoReporte, OrigenReporte
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, PLAN, Mundo

NOVIEMBRE = datetime(2026, 11, 10, 15, tzinfo=UTC)
FOTO = ArchivoAdjunto("f1", "u1", "foto.jpg", "image/jpeg", 9, None, ClaseEvidencia.FOTO)


def _puntos(valor: int | str) -> ValorAvance:
    return ValorAvance(porcentaje=Porcentaje.de(valor))


def _reportar(mundo: Mundo, codigo: str = "A-001", puntos: int = 40, **mas: object) -> Avance:
    with mundo.como("hector") as ctx:
        datos = DatosAvance(f"r{codigo}{puntos}", mundo.actividad(codigo).id, _puntos(puntos), "Se avanzó")
        return registrar_avance(ctx, replace(datos, **mas))  # type: ignore[arg-type]


def _corregir(
    mundo: Mundo,
    folio: str,
    puntos: int | str,
    quien: str = "hector",
    ahora: datetime = MARTES,
    **mas: object,
) -> Avance:
    datos = DatosCorreccion(f"c-{folio}-{puntos}", folio, _puntos(puntos), "Se digitó mal", "Se avanzó")
    with mundo.como(quien, ahora) as ctx:
        return corregir_avance(ctx, replace(datos, **mas))  # type: ignore[arg-type]


def test_correccion_es_un_reporte_nuevo_que_reemplaza_al_otro(mundo: Mundo) -> None:
    """Folio y versión nuevos, en la misma actividad; el anterior no cambia."""
    original = _reportar(mundo)
    corregido = _corregir(mundo, original.folio, 45)

    assert (corregido.porcentaje, corregido.version) == (Porcentaje.de(45), original.version + 1)
    assert corregido.correccion == Correccion(original.folio, 1, "Se digitó mal")
    assert (corregido.corte, corregido.extemporaneo, corregido.estado) == (
        original.corte,
        False,
        EstadoReporte.ENVIADO,
    )
    assert mundo.actividad("A-001").avance == Porcentaje.de(45)
    with mundo.almacen.lectura() as unidad:
        viejo = unidad.ciclo.avance(mundo.entidad.id, original.folio)
    assert viejo is not None
    assert viejo.avance == original
    [traza] = mundo.traza("corregir_avance")
    assert traza.antes is not None
    assert traza.despues is not None
    assert (traza.antes["folio"], traza.antes["porcentaje"]) == (original.folio, "40.00")
    assert (traza.despues["porcentaje"], traza.despues["motivo"]) == ("45.00", "Se digitó mal")


def test_solo_se_corrige_el_ultimo_de_la_cadena(mundo: Mundo) -> None:
    """La segunda corrección se hace sobre la primera, y la cuenta sigue."""
    original = _reportar(mundo)
    primera = _corregir(mundo, original.folio, 45)
    with pytest.raises(CorreccionNoEsLaUltima) as negada:
        _corregir(mundo, original.folio, 50)
    segunda = _corregir(mundo, primera.folio, 50)

    assert negada.value.datos["ultimo"] == primera.folio
    assert segunda.correccion == Correccion(primera.folio, 2, "Se digitó mal")


def test_un_reporte_que_otro_siguio_ya_no_se_corrige(mundo: Mundo) -> None:
    """Un avance nuevo de la actividad, sin ser corrección, también cierra el anterior."""
    original = _reportar(mundo)
    _reportar(mundo, puntos=60)

    with pytest.raises(CorreccionNoEsLaUltima):
        _corregir(mundo, original.folio, 45)


def test_repetir_la_clave_da_la_misma_correccion(mundo: Mundo) -> None:
    """Confirmar dos veces deja una sola."""
    original = _reportar(mundo)

    assert _corregir(mundo, original.folio, 45) == _corregir(mundo, original.folio, 45)
    assert len(mundo.traza("corregir_avance")) == 1


def test_sin_cambios_no_se_guarda(mundo: Mundo) -> None:
    """Lo mismo, aunque traiga motivo, no gasta folio; un texto o un archivo distinto sí es cambio."""
    original = _reportar(mundo, evidencias=(FOTO,))
    with pytest.raises(CorreccionSinCambios):
        _corregir(mundo, original.folio, 40, evidencias=(FOTO,))
    sin_foto = _corregir(mundo, original.folio, 40)

    assert sin_foto.evidencias == 0
    assert _corregir(mundo, sin_foto.folio, 40, logro="Se avanzó más").logro == "Se avanzó más"


@pytest.mark.parametrize("motivo", ["", "   ", "\n\t"])
def test_motivo_es_obligatorio(mundo: Mundo, motivo: str) -> None:
    """Un motivo en blanco no es un motivo."""
    original = _reportar(mundo)
    with pytest.raises(CorreccionSinMotivo):
        _corregir(mundo, original.folio, 45, motivo=motivo)


def test_motivo_tiene_tope(mundo: Mundo) -> None:
    """Pasados 500 caracteres se dice, no se recorta."""
    original = _reportar(mundo)
    with pytest.raises(EntradaInvalida):
        _corregir(mundo, original.folio, 45, motivo="a" * 501)


@pytest.mark.parametrize("quien", ["hector", "jefe_infra", "planeacion"])
def test_corrige_quien_tiene_a_cargo_la_actividad(mundo: Mundo, quien: str) -> None:
    """El responsable, su jefe o planeación."""
    original = _reportar(mundo)
    assert _corregir(mundo, original.folio, 45, quien).autor == mundo.personas[quien].nombre


@pytest.mark.parametrize("quien", ["luz", "jefe_salud", "consulta", "administracion"])
def test_no_corrige_quien_no_la_tiene(mundo: Mundo, quien: str) -> None:
    """Ni otra dependencia ni quien no reporta."""
    original = _reportar(mundo)
    with pytest.raises(PermisoDenegado):
        _corregir(mundo, original.folio, 45, quien)
    assert mundo.actividad("A-001").avance == Porcentaje.de(40)


def test_el_autor_corrige_aunque_la_actividad_ya_no_sea_suya(mundo: Mundo) -> None:
    """El libro pasó la actividad a otra persona; lo que él escribió lo puede enmendar."""
    original = _reportar(mundo)
    mundo.importar(*(replace(f, responsable="Luz Dary Angulo") for f in PLAN))

    assert _corregir(mundo, original.folio, 45).correccion is not None


def test_lo_que_trajo_un_libro_no_se_corrige(mundo: Mundo) -> None:
    """El avance importado se cambia en el libro o con un reporte nuevo."""
    mundo.importar(*(replace(f, avance=Porcentaje.de(30)) for f in PLAN))
    with mundo.almacen.lectura() as unidad:
        avances = unidad.reportes.avances(mundo.entidad.id, unidad.planes.vigencias(mundo.entidad.id)[0])
    folio = next(a.folio for a in avances if a.actividad_codigo == "A-001")
    assert avances[0].origen is OrigenReporte.IMPORTACION

    with pytest.raises(ReporteDeLibro):
        _corregir(mundo, folio, 45)


@pytest.mark.parametrize("folio", ["AV-2026-999999", "EJ-2026-000001", "", "' OR 1=1"])
def test_folio_que_no_existe(mundo: Mundo, folio: str) -> None:
    """Un folio inventado no es de nadie."""
    with pytest.raises(NoEncontrado):
        _corregir(mundo, folio, 45)


def test_actividad_retirada_no_se_corrige(mundo: Mundo) -> None:
    """Lo que salió del plan ya no se toca."""
    original = _reportar(mundo)
    mundo.importar(*PLAN[1:])

    with pytest.raises(NoEncontrado):
        _corregir(mundo, original.folio, 45)


def test_bajar_deja_dicho_por_que(mundo: Mundo) -> None:
    """El motivo de la corrección explica la baja y queda con ella; subir no necesita explicación."""
    original = _reportar(mundo)
    sube = _corregir(mundo, original.folio, 50)
    baja = _corregir(mundo, sube.folio, 30)

    assert sube.motivo_retroceso is None
    assert baja.motivo_retroceso == "Se digitó mal"
    assert _corregir(mundo, baja.folio, 35, motivo="Otro dato").motivo_retroceso == "Se digitó mal"


def test_correccion_de_un_corte_cerrado_entra_al_abierto_y_queda_marcada(mundo: Mundo) -> None:
    """Nunca se cambia un corte cerrado en silencio."""
    original = _reportar(mundo)
    with mundo.como("hector", NOVIEMBRE) as ctx:
        revision = revisar_correccion(ctx, original.folio, _puntos(45))
    tardia = _corregir(mundo, original.folio, 45, ahora=NOVIEMBRE)

    assert original.corte == Corte.de("2026-T3")
    assert (revision.corte, revision.marcada) == (Corte.de("2026-T4"), True)
    assert (tardia.corte, tardia.extemporaneo) == (Corte.de("2026-T4"), True)


def test_por_cantidad_se_corrige_en_su_unidad(mundo: Mundo) -> None:
    """La cantidad manda y el porcentaje sale de ella."""
    with mundo.como("hector") as ctx:
        datos = DatosAvance("q", mundo.actividad("A-002").id, ValorAvance(None, Decimal("3.05")), "Se hizo")
        original = registrar_avance(ctx, replace(datos, aclaracion="Por gestión"))
    with mundo.como("hector") as ctx:
        nuevos = DatosCorreccion("cq", original.folio, ValorAvance(None, Decimal("6.1")), "Faltaba un tramo")
        corregido = corregir_avance(ctx, nuevos)

    assert (corregido.cantidad, corregido.porcentaje) == (Decimal("6.1"), Porcentaje.de(100))


@pytest.mark.parametrize(
    ("valor", "error"),
    [(ValorAvance(), AvanceSinValor), (ValorAvance(Porcentaje(10_100)), PorcentajeFueraDeRango)],
)
def test_valor_que_no_sirve_no_se_guarda(mundo: Mundo, valor: ValorAvance, error: type[Exception]) -> None:
    """Las mismas reglas que al reportar."""
    original = _reportar(mundo)
    with pytest.raises(error):
        _corregir(mundo, original.folio, 45, valor=valor)


def test_corregibles_son_los_ultimos_propios(mundo: Mundo) -> None:
    """Lo más nuevo primero, sin lo ya reemplazado ni lo de otros."""
    original = _reportar(mundo)
    otro = _reportar(mundo, "A-002", 20, aclaracion="Por gestión")
    corregido = _corregir(mundo, original.folio, 45)

    with mundo.como("hector") as ctx:
        propios = {reciente.folio for reciente in corregibles(ctx)}
        assert ultimo_reporte(ctx, mundo.actividad("A-001").id) == corregido.folio
        assert len(corregibles(ctx, 1)) == 1
    with mundo.como("planeacion") as ctx:
        assert list(corregibles(ctx)) == []
    assert propios == {corregido.folio, otro.folio}


def test_ultimo_reporte_exige_tenerla_a_cargo_y_que_lo_haya(mundo: Mundo) -> None:
    """De una actividad ajena no se dice nada; de la que nadie ha reportado, que no hay."""
    _reportar(mundo)
    with mundo.como("luz") as ctx, pytest.raises(PermisoDenegado):
        ultimo_reporte(ctx, mundo.actividad("A-001").id)
    with mundo.como("hector") as ctx, pytest.raises(NoEncontrado):
        ultimo_reporte(ctx, mundo.actividad("A-002").id)


def test_avance_por_corregir_trae_lo_que_lo_respalda(mundo: Mundo) -> None:
    """Lo rechazado no pasa a la versión nueva."""
    original = _reportar(mundo, evidencias=(FOTO, replace(FOTO, file_id="f2", file_unique_id="u2")))
    with mundo.como("hector") as ctx:
        rechazada = ctx.unidad.evidencias.de(original.id)[1]
        ctx.unidad.evidencias.rechazada(rechazada.id, "ab" * 32, 9)
    with mundo.como("hector") as ctx:
        hallado, renglon, evidencias = avance_por_corregir(ctx, original.folio)

    assert (hallado.avance.folio, renglon.codigo) == (original.folio, "A-001")
    assert [evidencia.file_id for evidencia in evidencias] == ["f1"]

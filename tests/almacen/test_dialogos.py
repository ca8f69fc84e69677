"""Borradores, updates vistos y encargos guardados."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import ConflictoDeVersion, NoEncontrado
from dominio.modelo.borrador import Borrador
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.entidad import Entidad
from dominio.modelo.envio import Envio
from dominio.modelo.identidad import IdEncargo
from tests.almacen.hechos import AHORA, UN_MINUTO, una_persona


@pytest.fixture
def borrador(almacen: AlmacenSQL, entidad: Entidad) -> Borrador:
    """Diálogo recién empezado, guardado."""
    persona = una_persona(almacen, entidad)
    nuevo = Borrador(0, persona.id, 77, "avance", 1, "clave-1", AHORA, AHORA + timedelta(days=1))
    with almacen.unidad() as unidad:
        guardado = unidad.borradores.guardar(nuevo)
        unidad.confirmar()
    return guardado


def test_borrador_vuelve_con_sus_respuestas(almacen: AlmacenSQL, borrador: Borrador) -> None:
    """Respuestas, lo omitido, el campo que se edita y el mensaje vuelven como se guardaron."""
    cambiado = replace(
        borrador,
        respuestas={"actividad": "12", "logro": "", "nota": "ñandú 🟢\ud800"},
        version=1,
        editando="logro",
        mensaje_id=2**40,
    )
    with almacen.unidad() as unidad:
        assert unidad.borradores.guardar(cambiado) == cambiado
        unidad.confirmar()
    with almacen.lectura() as unidad:
        assert unidad.borradores.traer(borrador.persona_id, 77) == cambiado
        assert unidad.borradores.traer(borrador.persona_id, 78) is None


def test_borrador_viejo_no_pisa_al_nuevo(almacen: AlmacenSQL, borrador: Borrador) -> None:
    """Solo pasa la versión que sigue; guardar o borrar con otra es conflicto."""
    with almacen.unidad() as unidad:
        siguiente = unidad.borradores.guardar(replace(borrador, version=1, asunto="ejecucion"))
        for intento in (
            lambda: unidad.borradores.guardar(replace(borrador, version=1)),
            lambda: unidad.borradores.guardar(replace(borrador, version=3)),
            lambda: unidad.borradores.guardar(replace(borrador, id=0, version=0)),
            lambda: unidad.borradores.guardar(replace(borrador, id=0, version=1)),
            lambda: unidad.borradores.guardar(replace(borrador, id=0, version=3)),
            lambda: unidad.borradores.borrar(borrador),
        ):
            with pytest.raises(ConflictoDeVersion):
                intento()
        assert unidad.borradores.traer(borrador.persona_id, 77) == siguiente


def test_borrador_cerrado_no_revive(almacen: AlmacenSQL, borrador: Borrador) -> None:
    """Lo confirmado o cancelado no vuelve por un mensaje atrasado, y el siguiente lleva otro número."""
    with almacen.unidad() as unidad:
        unidad.borradores.borrar(borrador)
        with pytest.raises(ConflictoDeVersion):
            unidad.borradores.guardar(replace(borrador, version=1))
        with pytest.raises(ConflictoDeVersion):
            unidad.borradores.borrar(borrador)
        otro = unidad.borradores.guardar(replace(borrador, id=0))
    assert otro.id != borrador.id


def test_empezar_de_nuevo_reemplaza_el_borrador(almacen: AlmacenSQL, borrador: Borrador) -> None:
    """Con la versión que sigue, un borrador nuevo ocupa el sitio del anterior en ese chat."""
    nuevo = replace(borrador, id=0, version=1, asunto="ejecucion", clave_envio="clave-2")
    with almacen.unidad() as unidad:
        assert unidad.borradores.guardar(nuevo) == replace(nuevo, id=borrador.id)


def test_update_se_ve_una_vez(almacen: AlmacenSQL) -> None:
    """El segundo aviso del mismo update no cuenta; deshacer la transacción lo olvida."""
    with almacen.unidad() as unidad:
        assert unidad.entrantes.anotar(2**40, 77, AHORA)
    with almacen.unidad() as unidad:
        assert unidad.entrantes.anotar(2**40, 77, AHORA)
        assert not unidad.entrantes.anotar(2**40, 77, AHORA)
        assert unidad.entrantes.anotar(1, None, AHORA)
        unidad.confirmar()
    with almacen.unidad() as unidad:
        assert not unidad.entrantes.anotar(1, 77, AHORA)


def test_update_que_falla_se_cuenta_y_se_aparta(almacen: AlmacenSQL) -> None:
    """Los intentos suman; fallar no lo da por visto y apartarlo sí."""
    with almacen.unidad() as unidad:
        contados = [unidad.entrantes.fallido(9, '{"a": 1}\x00\ud800', f"error {n}", AHORA) for n in range(3)]
        assert unidad.entrantes.apartados() == []
        unidad.confirmar()
    with almacen.unidad() as unidad:
        assert unidad.entrantes.anotar(9, 77, AHORA)
    with almacen.unidad() as unidad:
        unidad.entrantes.apartar(9, AHORA)
        unidad.confirmar()
    with almacen.unidad() as unidad:
        assert not unidad.entrantes.anotar(9, 77, AHORA)
        assert unidad.entrantes.apartados() == [(9, "error 2", AHORA)]
    assert contados == [1, 2, 3]


def test_purgar_olvida_solo_lo_viejo(almacen: AlmacenSQL) -> None:
    """Dice cuántos updates vistos olvidó; lo reciente sigue visto."""
    with almacen.unidad() as unidad:
        for numero in range(3):
            unidad.entrantes.anotar(numero, 77, AHORA - timedelta(days=numero))
        assert unidad.entrantes.purgar(AHORA) == 2
        assert not unidad.entrantes.anotar(0, 77, AHORA)
        assert unidad.entrantes.anotar(1, 77, AHORA)


def test_encargo_se_toma_en_orden_y_uno_a_la_vez(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El más viejo primero; uno tomado no se vuelve a tomar mientras dure el arriendo."""
    persona = una_persona(almacen, entidad)
    with almacen.unidad() as unidad:
        primero, segundo = (
            unidad.encargos.crear(TipoEncargo.EXPORTAR, entidad.id, persona.id, 77, {"corte": corte})
            for corte in ("2026-T2", "2026-T3")
        )
        tomados = [unidad.encargos.reclamar(AHORA, UN_MINUTO) for _ in range(3)]
        cola = unidad.encargos.en_cola_de(persona.id, TipoEncargo.EXPORTAR)
        assert cola == [{"corte": "2026-T2"}, {"corte": "2026-T3"}]
        assert not unidad.encargos.en_cola_de(persona.id, TipoEncargo.LEER_LIBRO)
        assert unidad.encargos.en_curso_de(persona.id, TipoEncargo.EXPORTAR)
        assert not unidad.encargos.en_curso_de(persona.id, TipoEncargo.LEER_LIBRO)
        unidad.encargos.terminar(primero.id)
        assert unidad.encargos.en_cola_de(persona.id, TipoEncargo.EXPORTAR) == [{"corte": "2026-T3"}]
        unidad.encargos.terminar(segundo.id, "se llenó el disco")
        assert not unidad.encargos.en_curso_de(persona.id, TipoEncargo.EXPORTAR)
        assert unidad.encargos.reclamar(AHORA + timedelta(hours=1), UN_MINUTO) is None
    assert tomados == [replace(primero, intentos=1), replace(segundo, intentos=1), None]
    assert primero.parametros == {"corte": "2026-T2"}


def test_encargo_abandonado_se_retoma_hasta_tres_veces(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Si el proceso muere se retoma al vencer el arriendo; a la tercera muerte se da por fallido."""
    persona = una_persona(almacen, entidad)
    with almacen.unidad() as unidad:
        encargo = unidad.encargos.crear(TipoEncargo.LEER_LIBRO, entidad.id, persona.id, 77, {})
        (envio,) = unidad.salidas.encolar([Envio(77, "sendMessage")], AHORA)
        assert envio is not None
        unidad.encargos.con_progreso(encargo.id, envio)
        unidad.encargos.guardar_parametros(encargo.id, {"ruta": "libro.json"})
        tomas = [unidad.encargos.reclamar(AHORA + n * UN_MINUTO, UN_MINUTO) for n in range(4)]
        assert not unidad.encargos.en_curso_de(persona.id, TipoEncargo.LEER_LIBRO)
        guardado = unidad.encargos.traer(encargo.id)
        with pytest.raises(NoEncontrado):
            unidad.encargos.traer(IdEncargo(999))
    assert [toma and toma.intentos for toma in tomas] == [1, 2, 3, None]
    assert (guardado.progreso, guardado.parametros) == (envio, {"ruta": "libro.json"})

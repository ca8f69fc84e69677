"""Difundir: a quiénes, la traza de lo mandado, y qué se puede contestar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from bot.canales.partir import a_texto_plano
from bot.dialogos.difusion import DIFUSION
from bot.motor.campos import Datos
from bot.motor.dialogo import Recorrido
from bot.motor.pantalla import de_resumen
from dominio.casos.contexto import Contexto
from dominio.casos.difundir import PeticionDeDifusion, difundir, revisar_difusion
from dominio.casos.difusiones import responder_difusion
from dominio.errores import NoEncontrado
from dominio.errores.difusiones import DemasiadasDifusiones, DifusionSinDestinatarios
from dominio.modelo.borrador import Borrador
from dominio.modelo.difusion import DestinoDeDifusion
from dominio.modelo.persona import Rol
from dominio.reglas.difusiones import MAXIMO_TEXTO
from tests.apoyo.plan import AHORA, Entorno, LunesAViernes, sembrar

CUERPO = {"text": "Hola"}
A_TODOS = PeticionDeDifusion(DestinoDeDifusion(), "Hola")


@pytest.fixture
def almacen() -> Iterator[AlmacenSQL]:
    """Base en memoria."""
    abierto = AlmacenSQL("sqlite:///:memory:")
    yield abierto
    abierto.cerrar()


@pytest.fixture
def entorno(almacen: AlmacenSQL) -> Entorno:
    """La entidad sembrada."""
    return sembrar(almacen)


@contextmanager
def _como(almacen: AlmacenSQL, entorno: Entorno, quien: str) -> Iterator[Contexto]:
    with almacen.unidad() as unidad:
        yield Contexto(unidad, entorno.personas[quien], entorno.entidad, AHORA, LunesAViernes())
        unidad.confirmar()


def test_traza_dice_quien_a_quienes_que_y_cuando(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """La difusión deja en la auditoría el texto, el destino y a cuántas personas iba."""
    with _como(almacen, entorno, "pilar") as contexto:
        difundir(contexto, A_TODOS, "clave", CUERPO, 101)
        _cuando, anotacion = contexto.unidad.auditoria.ultimas(entorno.entidad.id, 1)[0][:2]

    assert (anotacion.accion, anotacion.actor_id) == ("difundir", entorno.personas["pilar"].id)
    assert anotacion.despues is not None
    assert (anotacion.despues["texto"], anotacion.despues["destinatarios"]) == ("Hola", 5)
    assert anotacion.despues["fuera_de_hora"] is False


def test_misma_clave_devuelve_la_misma(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Confirmar dos veces es una: mismo número, una traza, los mismos mensajes."""
    with _como(almacen, entorno, "pilar") as contexto:
        una = difundir(contexto, A_TODOS, "clave", CUERPO, 101)
        otra = difundir(contexto, A_TODOS, "clave", CUERPO, 101)
        acciones = [fila[1].accion for fila in contexto.unidad.auditoria.ultimas(entorno.entidad.id, 20)]
        pendientes = contexto.unidad.salidas.pendientes()

    assert una.difusion.id == otra.difusion.id
    assert acciones.count("difundir") == 1
    assert pendientes == 5


def test_la_sexta_del_dia_no_y_maniana_si(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Cinco por entidad y día; al día siguiente se puede otra vez."""
    with _como(almacen, entorno, "pilar") as contexto:
        for n in range(5):
            difundir(contexto, A_TODOS, f"clave-{n}", CUERPO)
        with pytest.raises(DemasiadasDifusiones):
            difundir(contexto, A_TODOS, "clave-6", CUERPO)
        despues = Contexto(
            contexto.unidad, contexto.actor, contexto.entidad, AHORA + timedelta(days=1), LunesAViernes()
        )
        assert revisar_difusion(despues, A_TODOS).hechas_hoy == 0


def test_sin_nadie_a_quien_llegarle(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Un rol sin personas no se puede difundir."""
    with _como(almacen, entorno, "pilar") as contexto, pytest.raises(DifusionSinDestinatarios):
        revisar_difusion(contexto, PeticionDeDifusion(DestinoDeDifusion(Rol.ADMINISTRACION), "Hola"))


def test_responde_solo_quien_la_recibio(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """A quien no se le mandó no se le reconoce como respuesta."""
    solo_jefes = PeticionDeDifusion(DestinoDeDifusion(Rol.JEFE), "Hola")
    with _como(almacen, entorno, "pilar") as contexto:
        numero = difundir(contexto, solo_jefes, "clave", CUERPO).difusion.id
    with _como(almacen, entorno, "jorge") as contexto:
        autor, texto = responder_difusion(contexto, numero, " Listo ")
    assert (autor.nombre, texto) == ("Pilar Mora", "Listo")
    with _como(almacen, entorno, "ana") as contexto, pytest.raises(NoEncontrado):
        responder_difusion(contexto, numero, "Listo")


@pytest.mark.parametrize("letra", ["a", "&", "🎉"])
def test_vista_previa_mas_larga_cabe_en_un_mensaje(almacen: AlmacenSQL, entorno: Entorno, letra: str) -> None:
    """Con el texto más largo que se admite, el resumen entero cabe en los 4.096 de Telegram."""
    largo = letra * (MAXIMO_TEXTO // len(letra.encode("utf-16-le")) * 2)
    with _como(almacen, entorno, "pilar") as contexto:
        respuestas = {"a_quien": "todos", "texto": largo}
        borrador = Borrador(0, contexto.actor.id, 101, "difusion", 1, "2-x", AHORA, AHORA, respuestas)
        punto = Recorrido(DIFUSION, borrador, Datos(AHORA, contexto))
        visible = a_texto_plano(str(de_resumen(punto).texto))

    assert largo in visible
    assert len(visible.encode("utf-16-le")) // 2 <= 4096

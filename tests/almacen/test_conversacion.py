"""Lo que una conversación deja para después: reportes aplazados, preguntas y de qué habla cada mensaje."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.borrador import Borrador
from dominio.modelo.conversacion import ClaseDuda, Duda
from dominio.modelo.entidad import Entidad
from dominio.modelo.envio import Envio, EstadoEnvio
from dominio.modelo.persona import Persona
from tests.almacen.hechos import AHORA, UN_MINUTO, una_persona

CHAT = 77


@pytest.fixture
def persona(almacen: AlmacenSQL, entidad: Entidad) -> Persona:
    """La dueña de lo aplazado."""
    return una_persona(almacen, entidad)


def _borrador(persona: Persona, clave: str = "clave-1") -> Borrador:
    respuestas = {"actividad": "12", "logro": "", "_mensaje": "5"}
    return Borrador(
        0, persona.id, CHAT, "avance", 1, clave, AHORA, AHORA + timedelta(days=1), respuestas, 4, "logro"
    )


def _duda(persona: Persona, frase: str) -> Duda:
    datos = {"objetos": [["actividad", "A-003", "Construir", 9]]}
    return Duda(persona.id, CHAT, ClaseDuda.OBJETO, frase, AHORA, datos, "clave-1", 4)


def test_aplazado_vuelve_como_se_dejo(almacen: AlmacenSQL, persona: Persona) -> None:
    """Clave de envío, versión, respuestas y lo que se estaba editando vuelven iguales, una sola vez."""
    borrador = _borrador(persona)
    with almacen.unidad() as unidad:
        numero = unidad.aplazados.guardar(borrador, "A-012 Vías", AHORA)
        unidad.confirmar()
    with almacen.unidad() as unidad:
        assert unidad.aplazados.hay("clave-1")
        [listado] = unidad.aplazados.listar(persona.id, CHAT)
        sacado = unidad.aplazados.sacar(numero, persona.id)
        assert sacado == listado
        assert unidad.aplazados.sacar(numero, persona.id) is None
        assert not unidad.aplazados.hay("clave-1")

    assert (sacado.borrador, sacado.titulo, sacado.aplazado_en) == (borrador, "A-012 Vías", AHORA)


def test_aplazados_son_de_su_persona_y_su_chat(
    almacen: AlmacenSQL, entidad: Entidad, persona: Persona
) -> None:
    """Nadie ve ni saca lo que otra persona dejó para después; se listan del más nuevo al más viejo."""
    otra = una_persona(almacen, entidad, "Otra Persona", 78)
    with almacen.unidad() as unidad:
        viejo = unidad.aplazados.guardar(_borrador(persona, "a"), "Uno", AHORA)
        unidad.aplazados.guardar(_borrador(persona, "b"), "Dos", AHORA + UN_MINUTO)
        unidad.aplazados.guardar(_borrador(otra, "c"), "Ajeno", AHORA)

        assert [a.titulo for a in unidad.aplazados.listar(persona.id, CHAT)] == ["Dos", "Uno"]
        assert unidad.aplazados.contar(persona.id, CHAT) == 2
        assert unidad.aplazados.contar(persona.id, CHAT + 1) == 0
        assert unidad.aplazados.sacar(viejo, otra.id) is None
        assert unidad.aplazados.contar(persona.id, CHAT) == 2


def test_aplazar_dos_veces_el_mismo_reporte_deja_uno(almacen: AlmacenSQL, persona: Persona) -> None:
    """La clave de envío no se repite: vale lo último que se dejó."""
    with almacen.unidad() as unidad:
        unidad.aplazados.guardar(_borrador(persona), "Antes", AHORA)
        cambiado = replace(_borrador(persona), respuestas={"actividad": "13"})
        unidad.aplazados.guardar(cambiado, "Ahora", AHORA + UN_MINUTO)
        [unico] = unidad.aplazados.listar(persona.id, CHAT)

    assert (unico.titulo, unico.borrador.respuestas) == ("Ahora", {"actividad": "13"})


def test_aplazado_de_hace_noventa_dias_se_olvida(almacen: AlmacenSQL, persona: Persona) -> None:
    """Al dejar otro se borra lo de hace más de noventa días, y nada más reciente."""
    with almacen.unidad() as unidad:
        unidad.aplazados.guardar(_borrador(persona, "viejo"), "Viejo", AHORA - timedelta(days=91))
        unidad.aplazados.guardar(_borrador(persona, "justo"), "Justo", AHORA - timedelta(days=89))
        unidad.aplazados.guardar(_borrador(persona, "nuevo"), "Nuevo", AHORA)

        assert [a.titulo for a in unidad.aplazados.listar(persona.id, CHAT)] == ["Nuevo", "Justo"]


def test_duda_nueva_reemplaza_a_la_anterior(almacen: AlmacenSQL, persona: Persona) -> None:
    """A lo sumo una por persona y chat, y su número no se repite: el botón de la vieja no sirve."""
    with almacen.unidad() as unidad:
        primera = unidad.dudas.dejar(_duda(persona, "la interventoría va en 80"))
        segunda = unidad.dudas.dejar(_duda(persona, "cómo va salud"))
        unidad.confirmar()
    with almacen.unidad() as unidad:
        guardada = unidad.dudas.traer(persona.id, CHAT)
        assert guardada == replace(_duda(persona, "cómo va salud"), id=segunda)
        assert segunda != primera
        unidad.dudas.olvidar(persona.id, CHAT)
        assert unidad.dudas.traer(persona.id, CHAT) is None
        assert unidad.dudas.dejar(_duda(persona, "otra")) not in (primera, segunda)


def test_duda_de_hace_mas_de_un_dia_se_olvida(
    almacen: AlmacenSQL, entidad: Entidad, persona: Persona
) -> None:
    """Lo que alguien escribió no se conserva: al preguntar otra cosa se borra lo de ayer, de quien sea."""
    otra = una_persona(almacen, entidad, "Otra Persona", 78)
    with almacen.unidad() as unidad:
        unidad.dudas.dejar(replace(_duda(otra, "vieja"), hecha_en=AHORA - timedelta(hours=25)))
        unidad.dudas.dejar(replace(_duda(persona, "de hoy"), chat_id=9))
        unidad.dudas.dejar(_duda(persona, "nueva"))

        assert unidad.dudas.traer(otra.id, CHAT) is None
        assert unidad.dudas.traer(persona.id, 9) is not None


def test_revocar_borra_lo_aplazado_y_lo_preguntado(almacen: AlmacenSQL, persona: Persona) -> None:
    """Quien ya no puede entrar no deja reportes a medias."""
    with almacen.unidad() as unidad:
        unidad.aplazados.guardar(_borrador(persona), "Uno", AHORA)
        unidad.dudas.dejar(_duda(persona, "hola"))
        unidad.personas.revocar(persona.id)

        assert unidad.aplazados.contar(persona.id, CHAT) == 0
        assert unidad.dudas.traer(persona.id, CHAT) is None


def test_mensaje_recuerda_de_que_hablaba(almacen: AlmacenSQL) -> None:
    """Del mensaje enviado se sabe de qué habla; si se cambió por otro, manda lo último."""

    def enviar(objeto: str | None, mensaje: int) -> None:
        with almacen.unidad() as unidad:
            [numero] = unidad.salidas.encolar([Envio(CHAT, "sendMessage", {}, objeto=objeto)], AHORA)
            assert numero is not None
            unidad.salidas.resolver([(numero, EstadoEnvio.ENVIADO, mensaje, None)], AHORA)
            unidad.confirmar()

    enviar("actividad:5", 501)
    enviar(None, 502)
    enviar("actividad:5", 503)
    enviar("", 503)
    with almacen.lectura() as unidad:
        assert unidad.salidas.objeto_de(CHAT, 501) == "actividad:5"
        assert unidad.salidas.objeto_de(CHAT + 1, 501) is None
        assert unidad.salidas.objeto_de(CHAT, 502) is None
        assert unidad.salidas.objeto_de(CHAT, 503) is None

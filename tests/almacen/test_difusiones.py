"""Las difusiones en los tres motores: un mensaje por persona, y qué pasó con cada una."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from almacen.tablas.unidad import AlmacenSQL, UnidadSQL
from dominio.errores import NoEncontrado
from dominio.modelo.difusion import DestinoDeDifusion, IdDifusion, NuevaDifusion, SituacionDeEntrega
from dominio.modelo.entidad import Entidad
from dominio.modelo.envio import ClaseEnvio, EstadoEnvio
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from tests.almacen.hechos import AHORA, UN_MINUTO, una_entidad

S = SituacionDeEntrega


def _persona(
    unidad: UnidadSQL, entidad: Entidad, nombre: str, cuenta: int | None, rol: Rol = Rol.RESPONSABLE
) -> Persona:
    creada = unidad.personas.crear(NuevaPersona(entidad.id, nombre, rol))
    if cuenta is None:
        return creada
    unidad.personas.invitar(creada.id, nombre, AHORA + UN_MINUTO, None)
    vinculada = unidad.personas.vincular(nombre, cuenta, AHORA)
    assert vinculada is not None
    return vinculada


@pytest.fixture
def gente(almacen: AlmacenSQL, entidad: Entidad) -> dict[str, Persona]:
    """Planeación, dos responsables, una jefa que bloqueó, y alguien sin vincular."""
    with almacen.unidad() as unidad:
        personas = {
            "pilar": _persona(unidad, entidad, "Pilar", 11, Rol.PLANEACION),
            "ana": _persona(unidad, entidad, "Ana", 12),
            "beto": _persona(unidad, entidad, "Beto", 13),
            "jefa": _persona(unidad, entidad, "Jefa", 14, Rol.JEFE),
            "nadie": _persona(unidad, entidad, "Nadie", None),
        }
        unidad.personas.marcar_alcance(14, inalcanzable=True)
        unidad.confirmar()
    return personas


def _nueva(entidad: Entidad, autor: Persona, **mas: object) -> NuevaDifusion:
    base = NuevaDifusion(
        entidad_id=entidad.id,
        clave_envio="clave-1",
        autor_id=autor.id,
        chat_id=11,
        texto="Mañana cierra el corte",
        destino=DestinoDeDifusion(),
        cuerpo={"text": "Mañana cierra el corte", "parse_mode": "HTML"},
        creada_en=AHORA,
        sale_en=AHORA,
        vence_en=AHORA + timedelta(hours=1),
    )
    return replace(base, **mas)  # type: ignore[arg-type]


def _crear(almacen: AlmacenSQL, nueva: NuevaDifusion) -> IdDifusion:
    with almacen.unidad() as unidad:
        numero = unidad.difusiones.crear(nueva)
        unidad.confirmar()
    assert numero is not None
    return numero


def _cuenta(almacen: AlmacenSQL, numero: IdDifusion) -> dict[SituacionDeEntrega, int]:
    with almacen.lectura() as unidad:
        return dict(unidad.difusiones.cuentas([numero])[numero].por_situacion)


def _enviar(almacen: AlmacenSQL, *estados: EstadoEnvio) -> list[int]:
    """Toma tantos mensajes como estados y los deja así; devuelve sus chats."""
    with almacen.unidad() as unidad:
        tomados = unidad.salidas.reclamar(AHORA, UN_MINUTO, len(estados))
        unidad.salidas.resolver(
            [(t.id, estado, None, None) for t, estado in zip(tomados, estados, strict=True)], AHORA
        )
        unidad.confirmar()
    return [tomado.envio.chat_id for tomado in tomados]


def test_crear_deja_un_mensaje_por_persona_alcanzable(
    almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]
) -> None:
    """Le llega a quien tiene cuenta, menos al autor; de los demás queda por qué no."""
    numero = _crear(almacen, _nueva(entidad, gente["pilar"]))

    assert _cuenta(almacen, numero) == {S.PENDIENTE: 2, S.BLOQUEO: 1, S.SIN_CUENTA: 1}
    with almacen.unidad() as unidad:
        tomados = unidad.salidas.reclamar(AHORA, UN_MINUTO, 10)
        sin = [(una.nombre, una.situacion) for una in unidad.difusiones.sin_recibir(numero)]
        destinataria = unidad.difusiones.es_destinataria(numero, gente["ana"].id)
        ajena = unidad.difusiones.es_destinataria(numero, gente["nadie"].id)
    assert [t.envio.chat_id for t in tomados] == [12, 13]
    envio = tomados[0].envio
    assert (envio.clase, envio.persona_id) == (ClaseEnvio.RECORDATORIO, gente["ana"].id)
    assert envio.cuerpo == {"text": "Mañana cierra el corte", "parse_mode": "HTML"}
    assert (envio.no_antes, envio.vence_en) == (AHORA, AHORA + timedelta(hours=1))
    assert sin == [("Jefa", S.BLOQUEO), ("Nadie", S.SIN_CUENTA)]
    assert destinataria
    assert not ajena


def test_crear_solo_un_rol_o_una_dependencia(
    almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]
) -> None:
    """El destino se cumple entero: ni otro rol, ni otra dependencia, ni otra entidad, ni revocadas."""
    otra = una_entidad(almacen, "05001")
    with almacen.unidad() as unidad:
        _persona(unidad, otra, "Ajena", 99)
        unidad.personas.revocar(gente["beto"].id)
        unidad.confirmar()

    jefas = _crear(almacen, _nueva(entidad, gente["pilar"], destino=DestinoDeDifusion(Rol.JEFE)))
    todos = _crear(almacen, _nueva(entidad, gente["pilar"], clave_envio="clave-2"))

    assert _cuenta(almacen, jefas) == {S.BLOQUEO: 1}
    assert _cuenta(almacen, todos) == {S.PENDIENTE: 1, S.BLOQUEO: 1, S.SIN_CUENTA: 1}


def test_misma_clave_es_la_misma_difusion(
    almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]
) -> None:
    """Confirmar dos veces no manda dos veces."""
    numero = _crear(almacen, _nueva(entidad, gente["pilar"]))
    with almacen.unidad() as unidad:
        assert unidad.difusiones.crear(_nueva(entidad, gente["pilar"])) is None
        hallada = unidad.difusiones.por_clave("clave-1")
        pendientes = unidad.salidas.pendientes()
    assert hallada is not None
    assert (hallada.id, hallada.autor, hallada.destino) == (numero, "Pilar", DestinoDeDifusion())
    assert pendientes == 2


def test_traer_de_otra_entidad_no_se_puede(
    almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]
) -> None:
    """El número de otra entidad no existe para esta."""
    numero = _crear(almacen, _nueva(entidad, gente["pilar"]))
    with almacen.lectura() as unidad, pytest.raises(NoEncontrado):
        unidad.difusiones.traer(IdEntidad(entidad.id + 50), numero)


def test_terminar_fija_lo_que_paso_una_sola_vez(
    almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]
) -> None:
    """Al terminar queda dicho qué pasó con cada una; dos procesos no la terminan dos veces."""
    numero = _crear(almacen, _nueva(entidad, gente["pilar"]))
    _enviar(almacen, EstadoEnvio.ENVIADO, EstadoEnvio.FALLIDO)

    with almacen.unidad() as unidad:
        assert unidad.difusiones.terminar(numero, AHORA)
        assert not unidad.difusiones.terminar(numero, AHORA)
        assert unidad.difusiones.en_curso(AHORA) == []
        unidad.confirmar()

    assert _cuenta(almacen, numero) == {S.ENVIADO: 1, S.FALLIDO: 1, S.BLOQUEO: 1, S.SIN_CUENTA: 1}


def test_bloqueo_en_medio_se_distingue_de_un_fallo(
    almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]
) -> None:
    """A quien bloqueó mientras salía se le cuenta como bloqueo, antes y después de terminar."""
    numero = _crear(almacen, _nueva(entidad, gente["pilar"]))
    (chat, _otro) = _enviar(almacen, EstadoEnvio.FALLIDO, EstadoEnvio.ENVIADO)
    with almacen.unidad() as unidad:
        unidad.personas.marcar_alcance(chat, inalcanzable=True)
        unidad.confirmar()

    esperada = {S.ENVIADO: 1, S.BLOQUEO: 2, S.SIN_CUENTA: 1}
    assert _cuenta(almacen, numero) == esperada
    with almacen.unidad() as unidad:
        unidad.difusiones.terminar(numero, AHORA)
        unidad.confirmar()
    assert _cuenta(almacen, numero) == esperada


def test_detener_cancela_lo_que_no_ha_salido(
    almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]
) -> None:
    """Lo enviado queda enviado; lo pendiente ya no sale."""
    numero = _crear(almacen, _nueva(entidad, gente["pilar"]))
    _enviar(almacen, EstadoEnvio.ENVIADO)

    with almacen.unidad() as unidad:
        assert unidad.difusiones.detener(numero, AHORA) == 1
        assert unidad.salidas.pendientes() == 0
        unidad.confirmar()

    assert _cuenta(almacen, numero)[S.CANCELADO] == 1
    assert _cuenta(almacen, numero)[S.ENVIADO] == 1


def test_reintentar_solo_a_quien_falta_y_se_puede(
    almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]
) -> None:
    """Vuelve a salir para el fallido y la que desbloqueó; no para la enviada ni la sin cuenta."""
    numero = _crear(almacen, _nueva(entidad, gente["pilar"]))
    chats = _enviar(almacen, EstadoEnvio.ENVIADO, EstadoEnvio.FALLIDO)
    with almacen.unidad() as unidad:
        unidad.difusiones.terminar(numero, AHORA)
        unidad.personas.marcar_alcance(14, inalcanzable=False)
        cuantas = unidad.difusiones.reintentar(numero, {"text": "otra vez"}, AHORA, AHORA + UN_MINUTO)
        unidad.confirmar()
    assert cuantas == 2
    assert _cuenta(almacen, numero) == {S.ENVIADO: 1, S.PENDIENTE: 2, S.SIN_CUENTA: 1}
    with almacen.unidad() as unidad:
        (abierta,) = unidad.difusiones.en_curso(AHORA)
        salen = [t.envio.chat_id for t in unidad.salidas.reclamar(AHORA, UN_MINUTO, 10)]
    assert (abierta.vueltas, abierta.terminada_en) == (1, None)
    assert salen == [chats[1], 14]


def test_incierto_no_se_repite(almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]) -> None:
    """De lo que quizá llegó no se hace otra copia."""
    numero = _crear(almacen, _nueva(entidad, gente["pilar"]))
    _enviar(almacen, EstadoEnvio.ENVIADO, EstadoEnvio.INCIERTO)
    with almacen.unidad() as unidad:
        unidad.difusiones.terminar(numero, AHORA)
        assert unidad.difusiones.reintentar(numero, {"text": "x"}, AHORA, AHORA + UN_MINUTO) == 0


def test_en_curso_espera_su_hora(almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]) -> None:
    """La que sale después no se cuenta antes; la detenida sí, para decir que terminó."""
    luego = AHORA + timedelta(hours=10)
    numero = _crear(almacen, _nueva(entidad, gente["pilar"], sale_en=luego))
    with almacen.unidad() as unidad:
        assert unidad.difusiones.en_curso(AHORA) == []
        assert [una.id for una in unidad.difusiones.en_curso(luego)] == [numero]
        unidad.difusiones.detener(numero, AHORA)
        assert [una.id for una in unidad.difusiones.en_curso(AHORA)] == [numero]


def test_decir_lo_gana_uno_solo(almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]) -> None:
    """Dos procesos que cuentan el mismo avance: solo uno lo escribe."""
    numero = _crear(almacen, _nueva(entidad, gente["pilar"]))
    with almacen.unidad() as unidad:
        assert unidad.difusiones.decir(numero, None, "10")
        assert not unidad.difusiones.decir(numero, None, "10")
        assert unidad.difusiones.decir(numero, "10", "20")


@contextmanager
def _sentencias() -> Iterator[list[str]]:
    from sqlalchemy import Engine

    vistas: list[str] = []

    def anotar(*datos: object) -> None:
        vistas.append(str(datos[2]))

    event.listen(Engine, "before_cursor_execute", anotar)
    try:
        yield vistas
    finally:
        event.remove(Engine, "before_cursor_execute", anotar)


def test_crear_cuesta_lo_mismo_para_muchas(
    almacen: AlmacenSQL, entidad: Entidad, gente: dict[str, Persona]
) -> None:
    """Tres sentencias, sean cuatro personas o trescientas."""
    with almacen.unidad() as unidad:
        for n in range(300):
            _persona(unidad, entidad, f"Persona {n}", 1000 + n)
        unidad.confirmar()
    with almacen.unidad() as unidad, _sentencias() as vistas:
        numero = unidad.difusiones.crear(_nueva(entidad, gente["pilar"]))
        unidad.confirmar()
    assert numero is not None
    assert len([una for una in vistas if una.lstrip().upper().startswith("INSERT")]) == 3
    assert len(vistas) <= 4
    assert _cuenta(almacen, numero)[S.PENDIENTE] == 302

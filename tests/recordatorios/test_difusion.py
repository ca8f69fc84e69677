"""El avance de una difusión: se edita pocas veces, se informa una vez y resiste reinicios y dos procesos."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from bot.dialogos.difusion import mostrar_el_avance, redactar_avance
from bot.textos.difusiones import mensaje
from dominio.casos.contexto import Contexto
from dominio.casos.difundir import PeticionDeDifusion, difundir
from dominio.modelo.difusion import DestinoDeDifusion, DifusionConCuenta
from dominio.modelo.envio import EnvioTomado, EstadoEnvio
from dominio.modelo.persona import NuevaPersona, Rol
from recordatorios.difusion import TRAMOS, AvanceDeDifusiones
from tests.apoyo.plan import AHORA, CUENTAS, Entorno, LunesAViernes, sembrar

PILAR = CUENTAS["pilar"]
UN_MINUTO = timedelta(minutes=1)


@pytest.fixture
def almacen() -> Iterator[AlmacenSQL]:
    """Base en memoria."""
    abierto = AlmacenSQL("sqlite:///:memory:")
    yield abierto
    abierto.cerrar()


@pytest.fixture
def entorno(almacen: AlmacenSQL) -> Entorno:
    """La entidad sembrada y cincuenta responsables más, vinculados."""
    sembrado = sembrar(almacen)
    with almacen.unidad() as unidad:
        for n in range(50):
            nueva = NuevaPersona(sembrado.entidad.id, f"Persona {n}", Rol.CONSULTA)
            creada = unidad.personas.crear(nueva)
            unidad.personas.invitar(creada.id, f"p{n}", AHORA + UN_MINUTO, None)
            unidad.personas.vincular(f"p{n}", 9_000 + n, AHORA)
        unidad.confirmar()
    return sembrado


def _difundir(almacen: AlmacenSQL, entorno: Entorno) -> DifusionConCuenta:
    pilar = entorno.personas["pilar"]
    with almacen.unidad() as unidad:
        contexto = Contexto(unidad, pilar, entorno.entidad, AHORA, LunesAViernes())
        cuerpo = mensaje("Hola", pilar, entorno.entidad).cuerpo()
        peticion = PeticionDeDifusion(DestinoDeDifusion(Rol.CONSULTA), "Hola")
        hecha = difundir(contexto, peticion, "clave", cuerpo, PILAR)
        mostrar_el_avance(contexto, hecha)
        unidad.confirmar()
    return hecha


def _salen(almacen: AlmacenSQL, cuantos: int, estado: EstadoEnvio = EstadoEnvio.ENVIADO) -> list[EnvioTomado]:
    with almacen.unidad() as unidad:
        tomados = unidad.salidas.reclamar(AHORA, UN_MINUTO, cuantos)
        resueltos = [(t.id, estado, 1_000 + int(t.id), None) for t in tomados]
        unidad.salidas.resolver(resueltos, AHORA)
        unidad.confirmar()
    return list(tomados)


def _a_pilar(tomados: list[EnvioTomado]) -> list[str]:
    return [str(t.envio.cuerpo["text"]) for t in tomados if t.envio.chat_id == PILAR]


def test_avance_se_edita_pocas_veces_y_termina_con_informe(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Cincuenta y un mensajes de a uno: a lo sumo diez ediciones, y un solo informe al final."""
    _difundir(almacen, entorno)
    avance, dichos = AvanceDeDifusiones(almacen, redactar_avance), list[str]()
    for _ in range(200):
        avance.correr(AHORA)
        dichos += _a_pilar(_salen(almacen, 1))
    ediciones = [dicho for dicho in dichos if "Enviados" in dicho]
    informes = [dicho for dicho in dichos if "terminada" in dicho]

    assert 3 <= len(ediciones) <= TRAMOS + 1
    assert len(informes) == 1
    assert "Llegó a <b>51</b> de 51 personas." in informes[0]
    assert avance.correr(AHORA) == 0


def test_dos_procesos_informan_una_vez(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Dos tics a la vez, o uno que vuelve tras morir: el informe es uno y los mensajes no se repiten."""
    _difundir(almacen, entorno)
    salidos = [t.envio.chat_id for t in _salen(almacen, 100)]
    uno, otro = (AvanceDeDifusiones(almacen, redactar_avance) for _ in range(2))

    assert uno.correr(AHORA) == 1
    assert otro.correr(AHORA) == 0
    assert len(salidos) == len(set(salidos)) == 52


def test_lo_tomado_por_un_proceso_muerto_no_la_da_por_terminada(
    almacen: AlmacenSQL, entorno: Entorno
) -> None:
    """Reinicio a mitad: lo que estaba saliendo vuelve a salir y solo entonces termina."""
    _difundir(almacen, entorno)
    _salen(almacen, 40)
    with almacen.unidad() as unidad:
        perdidos = unidad.salidas.reclamar(AHORA, UN_MINUTO, 100)
        unidad.confirmar()
    avance = AvanceDeDifusiones(almacen, redactar_avance)
    avance.correr(AHORA)
    with almacen.lectura() as unidad:
        assert [una.terminada_en for una in unidad.difusiones.en_curso(AHORA)] == [None]

    luego = AHORA + 2 * UN_MINUTO
    with almacen.unidad() as unidad:
        vueltos = unidad.salidas.reclamar(luego, UN_MINUTO, 100)
        unidad.salidas.resolver([(t.id, EstadoEnvio.ENVIADO, 5, None) for t in vueltos], luego)
        unidad.confirmar()
    assert {t.id for t in perdidos} <= {t.id for t in vueltos}
    assert avance.correr(luego) == 1


def test_a_quien_se_le_revoco_no_se_le_cuenta(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Si quien la mandó perdió el acceso, la difusión termina sin escribirle."""
    _difundir(almacen, entorno)
    _salen(almacen, 100)
    with almacen.unidad() as unidad:
        unidad.personas.revocar(entorno.personas["pilar"].id)
        unidad.confirmar()

    assert AvanceDeDifusiones(almacen, redactar_avance).correr(AHORA) == 0
    with almacen.lectura() as unidad:
        assert unidad.difusiones.en_curso(AHORA) == []


def test_la_que_se_programo_informa_en_un_mensaje_nuevo(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Quien ya no está mirando el avance recibe el informe aparte, con su aviso."""
    _difundir(almacen, entorno)
    _salen(almacen, 100)

    assert AvanceDeDifusiones(almacen, redactar_avance).correr(AHORA + timedelta(hours=2)) == 2
    # Al mismo chat van de a uno, en orden.
    metodos = [t.envio.metodo for _ in range(2) for t in _salen(almacen, 10)]
    assert metodos == ["editMessageText", "sendMessage"]


def test_informe_dice_por_que_no_llego(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Lo que falló, lo que venció y lo incierto van cada uno con su motivo."""
    hecha = _difundir(almacen, entorno)
    for estado in (EstadoEnvio.FALLIDO, EstadoEnvio.VENCIDO, EstadoEnvio.INCIERTO):
        _salen(almacen, 2, estado)
    _salen(almacen, 100)
    with almacen.unidad() as unidad:
        unidad.difusiones.terminar(hecha.difusion.id, AHORA)
        cuenta = unidad.difusiones.cuentas([hecha.difusion.id])[hecha.difusion.id]
    texto = str(
        redactar_avance(DifusionConCuenta(replace(hecha.difusion, terminada_en=AHORA), cuenta))["text"]
    )

    assert "Telegram no recibió el mensaje" in texto
    assert "no alcanzó a salir en su hora" in texto
    assert "no se supo si le llegó" in texto

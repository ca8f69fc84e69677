"""El despacho con base de verdad: una transacción por mensaje, una persona en serie, nada ajeno."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, event

from almacen.tablas.unidad import AlmacenSQL
from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.ordenes.asistente import armar_despacho
from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar
from dominio.errores import BaseNoDisponible
from dominio.modelo.libro import LibroLeido
from tests.apoyo.plan import AHORA, CUENTAS, VIGENCIA, Entorno, LunesAViernes, RelojQuieto, filas, sembrar
from tests.conversaciones.puertas import EnProceso

ANA, BETO = CUENTAS["ana"], CUENTAS["beto"]


@pytest.fixture(params=["url_sqlite", "url_postgres"])
def almacen(request: pytest.FixtureRequest) -> Iterator[AlmacenSQL]:
    """Un almacén sembrado en cada motor."""
    abierto = AlmacenSQL(request.getfixturevalue(request.param))
    yield abierto
    abierto.cerrar()


@pytest.fixture
def en_memoria() -> Iterator[AlmacenSQL]:
    """Un almacén sembrado en memoria."""
    abierto = AlmacenSQL("sqlite:///:memory:")
    yield abierto
    abierto.cerrar()


def _reportes(almacen: AlmacenSQL, entorno: Entorno) -> int:
    with almacen.lectura() as unidad:
        return sum(
            a.actividad_codigo == "A-001" for a in unidad.reportes.avances(entorno.entidad.id, VIGENCIA)
        )


def _hasta_el_resumen(almacen: AlmacenSQL) -> tuple[EnProceso, str, int]:
    """Ana llega al resumen; devuelve el dato de Confirmar y el mensaje que lo muestra."""
    puerta = EnProceso([almacen], RelojQuieto())
    for texto in ("/avance 1", "70", "resumen"):
        puerta.escribe(ANA, texto)
    numero = max(puerta._mensajes[ANA])
    return puerta, puerta._mensajes[ANA][numero].botones["Confirmar"], numero


def _toque(numero: int, dato: str, cuenta: int = ANA) -> Entrada:
    return Entrada(
        update_id=900 + numero,
        clase=ClaseEntrada.BOTON,
        chat_id=cuenta,
        usuario_id=cuenta,
        nombre="Persona",
        privado=True,
        fecha=AHORA,
        dato=dato,
        callback_id=f"c{numero}",
        mensaje_id=1,
    )


def _entrada(cuenta: int, numero: int, clase: ClaseEntrada, **campos: str) -> Entrada:
    return Entrada(numero, clase, cuenta, cuenta, "Persona", True, AHORA, mensaje_id=numero, **campos)  # type: ignore[arg-type]


def test_confirmar_a_la_vez_deja_un_reporte_y_contesta_todos(almacen: AlmacenSQL) -> None:
    """Ocho «Confirmar» simultáneos: un reporte, el mismo folio y ocho toques contestados."""
    entorno = sembrar(almacen, ("ana",))
    _puerta, dato, _numero = _hasta_el_resumen(almacen)
    despacho = armar_despacho(almacen, RelojQuieto(), lambda _e: LunesAViernes(), lambda: "bot")
    salida = Barrier(8)

    def tocar(numero: int) -> list[str]:
        salida.wait()
        return [str(t.envio.cuerpo.get("text", "")) for t in despacho(_toque(numero, dato))]

    with ThreadPoolExecutor(8) as hilos:
        textos = list(hilos.map(tocar, range(8)))

    assert _reportes(almacen, entorno) == 1
    assert all(textos)
    folios = {t.split("AV-")[1][:11] for linea in textos for t in linea if "AV-" in t}
    assert len(folios) == 1


def test_mismo_update_entregado_tres_veces_actua_una(almacen: AlmacenSQL) -> None:
    """Telegram repite lo que no se le confirmó: la segunda vez no pasa nada."""
    entorno = sembrar(almacen, ("ana",))
    _puerta, dato, _numero = _hasta_el_resumen(almacen)
    despacho = armar_despacho(almacen, RelojQuieto(), lambda _e: LunesAViernes(), lambda: "bot")

    respuestas = [despacho(_toque(1, dato)) for _vez in range(3)]

    assert [len(r) > 0 for r in respuestas] == [True, False, False]
    assert _reportes(almacen, entorno) == 1


@pytest.mark.parametrize(
    "dato", ["d:zz-forjado:1:confirmar", "d:::", "d:1", "x:1", "i:99:si", "e:l:dependencia:99:0"]
)
def test_boton_forjado_no_hace_nada(en_memoria: AlmacenSQL, dato: str) -> None:
    """Un dato inventado se contesta con un aviso y no deja rastro en el plan."""
    sembrar(en_memoria)
    despacho = armar_despacho(en_memoria, RelojQuieto(), lambda _e: LunesAViernes(), lambda: "bot")

    tomadas = despacho(_toque(1, dato))

    assert tomadas[0].envio.metodo == "answerCallbackQuery"
    assert tomadas[0].envio.cuerpo["text"]


def test_boton_de_otra_persona_se_rechaza_y_se_audita(en_memoria: AlmacenSQL) -> None:
    """El Confirmar de Ana en manos de Beto no guarda nada y queda en la traza."""
    entorno = sembrar(en_memoria)
    _puerta, dato, _numero = _hasta_el_resumen(en_memoria)
    despacho = armar_despacho(en_memoria, RelojQuieto(), lambda _e: LunesAViernes(), lambda: "bot")

    tomadas = despacho(_toque(1, dato, BETO))

    assert "no es suyo" in str(tomadas[0].envio.cuerpo["text"])
    assert _reportes(en_memoria, entorno) == 0
    with en_memoria.lectura() as unidad:
        ultima = unidad.auditoria.ultimas(entorno.entidad.id, 1)[0][1]
    assert (ultima.accion, ultima.actor_id) == ("rechazar_boton", entorno.personas["beto"].id)


def test_actividad_retirada_a_mitad_conserva_lo_demas(en_memoria: AlmacenSQL) -> None:
    """Si la actividad sale del plan, se pregunta de nuevo solo la actividad."""
    entorno = sembrar(en_memoria)
    puerta = EnProceso([en_memoria], RelojQuieto())
    for texto in ("/avance 1", "70", "Se vacunó"):
        puerta.escribe(ANA, texto)
    with en_memoria.unidad() as unidad:
        pilar = entorno.personas["pilar"]
        contexto = Contexto(unidad, pilar, entorno.entidad, AHORA, LunesAViernes(), "cli")
        quedan = tuple(fila for fila in filas() if fila.actividad_codigo != "A-001")
        importar(contexto, VIGENCIA, LibroLeido(plan=quedan), "otro.xlsx")
        unidad.confirmar()

    puerta.escribe(ANA, "saltar")
    assert "¿De cuál actividad?" in puerta.visto(ANA)
    puerta.escribe(ANA, "A-003")
    puerta.escribe(ANA, "95")
    puerta.escribe(ANA, "saltar")
    assert "Se vacunó" in puerta.visto(ANA)


def test_editar_una_respuesta_vieja_no_la_cambia(en_memoria: AlmacenSQL) -> None:
    """Solo la última respuesta se corrige editando el mensaje; las anteriores, con Atrás o Editar."""
    sembrar(en_memoria)
    despacho = armar_despacho(en_memoria, RelojQuieto(), lambda _e: LunesAViernes(), lambda: "bot")
    despacho(_entrada(ANA, 1, ClaseEntrada.ORDEN, orden="avance", argumento="1"))
    despacho(_entrada(ANA, 2, ClaseEntrada.TEXTO, texto="70"))
    despacho(_entrada(ANA, 3, ClaseEntrada.TEXTO, texto="Se vacunó"))

    tomadas = despacho(replace(_entrada(ANA, 4, ClaseEntrada.EDICION, texto="99"), mensaje_id=2))
    resumen = despacho(_entrada(ANA, 5, ClaseEntrada.TEXTO, texto="saltar"))

    assert "Editó un mensaje ya respondido" in str(tomadas[0].envio.cuerpo["text"])
    assert "70" in str(resumen[0].envio.cuerpo["text"])
    assert "99" not in str(resumen[0].envio.cuerpo["text"])


def test_base_caida_se_propaga_para_reintentar(en_memoria: AlmacenSQL) -> None:
    """Sin base no se contesta nada: quien recibe responde 503 y Telegram repite."""

    class Caido:
        def unidad(self):
            raise BaseNoDisponible()

    despacho = armar_despacho(Caido(), RelojQuieto(), lambda _e: LunesAViernes(), lambda: "bot")  # type: ignore[arg-type]

    with pytest.raises(BaseNoDisponible):
        despacho(_toque(1, "o:mis"))


def test_bloquear_y_volver_marca_el_alcance(en_memoria: AlmacenSQL) -> None:
    """Quien bloquea el bot queda inalcanzable hasta que vuelve."""
    sembrar(en_memoria)
    despacho = armar_despacho(en_memoria, RelojQuieto(), lambda _e: LunesAViernes(), lambda: "bot")

    def alcance(numero: int, *, bloqueado: bool) -> bool:
        despacho(Entrada(numero, ClaseEntrada.ALCANCE, ANA, ANA, "X", True, AHORA, bloqueado=bloqueado))
        with en_memoria.lectura() as unidad:
            persona = unidad.personas.por_telegram(ANA)
            assert persona is not None
            return persona.inalcanzable

    assert alcance(1, bloqueado=True)
    assert not alcance(2, bloqueado=False)


def test_dos_dialogos_de_personas_distintas_no_se_mezclan(almacen: AlmacenSQL) -> None:
    """Ana y Beto reportan a la vez desde dos hilos y cada uno guarda lo suyo."""
    entorno = sembrar(almacen, ("ana", "beto"))
    reloj = RelojQuieto(AHORA + timedelta(minutes=1))
    despacho = armar_despacho(almacen, reloj, lambda _e: LunesAViernes(), lambda: "bot")
    salida = Barrier(2)

    def conversar(cuenta: int, actividad: str, base: int) -> None:
        salida.wait()
        orden = {"orden": "avance", "argumento": actividad}
        despacho(_entrada(cuenta, base, ClaseEntrada.ORDEN, **orden))
        for n, texto in enumerate(("70", "resumen", "confirmar"), start=1):
            despacho(_entrada(cuenta, base + n, ClaseEntrada.TEXTO, texto=texto))

    with ThreadPoolExecutor(2) as hilos:
        list(hilos.map(conversar, (ANA, BETO), ("A-001", "A-010"), (100, 200)))

    with almacen.lectura() as unidad:
        avances = {a.actividad_codigo: a.autor for a in unidad.reportes.avances(entorno.entidad.id, VIGENCIA)}
    assert (avances["A-001"], avances["A-010"]) == ("Ana Ruiz", "Beto Díaz")


def test_paso_de_dialogo_hace_pocas_sentencias(url_sqlite: str) -> None:
    """Responder una pregunta no lee el plan entero ni repite consultas."""
    almacen = AlmacenSQL(url_sqlite)
    sembrar(almacen, ("ana",))
    puerta = EnProceso([almacen], RelojQuieto())
    sentencias: list[str] = []

    def oir(*datos: object) -> None:
        sentencias.append(str(datos[2]))

    event.listen(Engine, "before_cursor_execute", oir)

    def contar(texto: str) -> int:
        sentencias.clear()
        puerta.escribe(ANA, texto)
        # La puerta anota el envío después, en otra transacción: no es del paso.
        return sum("UPDATE salida" not in s and not s.startswith(("BEGIN", "PRAGMA")) for s in sentencias)

    cuentas = {texto: contar(texto) for texto in ("/avance 1", "70", "Se vacunó", "saltar", "confirmar")}
    event.remove(Engine, "before_cursor_execute", oir)
    almacen.cerrar()

    assert cuentas["70"] <= 12, cuentas
    # Además de la actividad: el corte abierto, el resultado de su meta y si la entidad lleva ejecución.
    assert cuentas["Se vacunó"] <= 11, cuentas
    assert cuentas["saltar"] <= 11, cuentas

"""La salida: orden, arriendo y lo que se hace cuando nadie supo si llegó."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL, UnidadSQL
from dominio.modelo.envio import ClaseEnvio, Envio, EstadoEnvio
from dominio.modelo.identidad import IdEnvio
from tests.almacen.hechos import AHORA, UN_MINUTO


def _envio(texto: str, chat: int = 1, clase: ClaseEnvio = ClaseEnvio.RESPUESTA, **mas: object) -> Envio:
    return Envio(chat, "sendMessage", {"text": texto}, clase, **mas)  # type: ignore[arg-type]


def _encolar(unidad: UnidadSQL, *envios: Envio) -> list[IdEnvio]:
    ids = unidad.salidas.encolar(envios, AHORA)
    assert all(identidad is not None for identidad in ids)
    return [identidad for identidad in ids if identidad is not None]


def _textos(
    unidad: UnidadSQL, ahora: object = AHORA, clases: Sequence[ClaseEnvio] | None = None
) -> list[object]:
    tomadas = unidad.salidas.reclamar(ahora, UN_MINUTO, 10, clases)  # type: ignore[arg-type]
    return [tomada.envio.cuerpo["text"] for tomada in tomadas]


def _enviado(unidad: UnidadSQL, envio: IdEnvio, mensaje: int | None = None) -> None:
    unidad.salidas.resolver([(envio, EstadoEnvio.ENVIADO, mensaje, None)], AHORA)


def test_envio_vuelve_como_se_encolo(almacen: AlmacenSQL) -> None:
    """Todos sus campos, con la ventana en UTC."""
    envio = Envio(
        2**40,
        "sendDocument",
        {"caption": "Consolidado ñ", "reply_markup": {"inline_keyboard": [[]]}},
        ClaseEnvio.DOCUMENTO,
        clave="doc|1",
        archivo="exportes/x.xlsx",
        no_antes=AHORA,
        vence_en=AHORA + UN_MINUTO,
    )
    with almacen.unidad() as unidad:
        unidad.salidas.encolar([envio], AHORA)
        (tomada,) = unidad.salidas.reclamar(AHORA, UN_MINUTO, 10)
    assert tomada.envio == envio
    assert (tomada.intentos, tomada.mensaje_editado) == (0, None)


def test_clave_repetida_no_se_encola(almacen: AlmacenSQL) -> None:
    """Dos envíos con la misma clave son uno; sin clave no hay repetidos."""
    envios = [_envio("a", clave="k"), _envio("b"), _envio("c", clave="k"), _envio("b")]
    with almacen.unidad() as unidad:
        ids = unidad.salidas.encolar(envios, AHORA)
        assert unidad.salidas.pendientes() == 3
    assert [identidad is None for identidad in ids] == [False, False, True, False]


def test_respuestas_salen_antes_que_recordatorios(almacen: AlmacenSQL) -> None:
    """Entre chats manda la clase; quien espera respuesta no hace fila detrás de un barrido."""
    clases = (
        ClaseEnvio.RECORDATORIO,
        ClaseEnvio.AVISO,
        ClaseEnvio.DOCUMENTO,
        ClaseEnvio.ACUSE,
        ClaseEnvio.BOTON,
    )
    with almacen.unidad() as unidad:
        _encolar(unidad, *(_envio(clase.value, chat, clase) for chat, clase in enumerate(clases)))
        assert _textos(unidad) == ["boton", "acuse", "documento", "aviso", "recordatorio"]


def test_dentro_de_un_chat_nadie_se_adelanta(almacen: AlmacenSQL) -> None:
    """Lo siguiente sale cuando lo anterior terminó, aunque sea de más prioridad."""
    with almacen.unidad() as unidad:
        primero, segundo, _ = _encolar(
            unidad, _envio("1", clase=ClaseEnvio.RECORDATORIO), _envio("2"), _envio("de otro", chat=2)
        )
        assert _textos(unidad) == ["de otro", "1"]
        assert _textos(unidad) == []
        unidad.salidas.aplazar(primero, AHORA + UN_MINUTO / 2, "502")
        assert _textos(unidad) == []
        assert _textos(unidad, AHORA + UN_MINUTO / 2) == ["1"]
        _enviado(unidad, primero)
        assert _textos(unidad) == ["2"]
        _enviado(unidad, segundo)
        assert unidad.salidas.pendientes() == 1


def test_lo_programado_para_despues_no_calla_el_chat(almacen: AlmacenSQL) -> None:
    """Un recordatorio de mañana espera su hora sin estorbar la respuesta de hoy."""
    with almacen.unidad() as unidad:
        _encolar(unidad, _envio("mañana", no_antes=AHORA + timedelta(days=1)), _envio("hoy"))
        assert _textos(unidad) == ["hoy"]


def test_se_reclama_solo_de_las_clases_pedidas(almacen: AlmacenSQL) -> None:
    """Un proceso puede dedicarse a una clase."""
    with almacen.unidad() as unidad:
        _encolar(unidad, _envio("r"), _envio("doc", 2, ClaseEnvio.DOCUMENTO))
        assert _textos(unidad, clases=[ClaseEnvio.DOCUMENTO]) == ["doc"]


@pytest.mark.parametrize(
    ("clase", "vuelve"),
    [
        (ClaseEnvio.RESPUESTA, True),
        (ClaseEnvio.BOTON, True),
        (ClaseEnvio.RECORDATORIO, True),
        (ClaseEnvio.AVISO, True),
        (ClaseEnvio.ACUSE, False),
        (ClaseEnvio.DOCUMENTO, False),
    ],
)
def test_arriendo_vencido_vuelve_una_vez_salvo_acuses(
    almacen: AlmacenSQL, clase: ClaseEnvio, vuelve: bool
) -> None:
    """Si quien enviaba murió se reintenta una sola vez; un acuse o un documento, ninguna."""
    with almacen.unidad() as unidad:
        unidad.salidas.encolar([_envio("x", clase=clase)], AHORA, tomar=UN_MINUTO)
        tomas = [_textos(unidad, AHORA + n * UN_MINUTO) for n in range(4)]
        assert unidad.salidas.pendientes() == 0
    assert tomas == [[], ["x"] if vuelve else [], [], []]


def test_resultado_tardio_no_deshace_lo_enviado(almacen: AlmacenSQL) -> None:
    """Enviado es definitivo y guarda el número de mensaje con que salió."""
    with almacen.unidad() as unidad:
        (envio,) = _encolar(unidad, _envio("x"))
        assert unidad.salidas.mensaje_de(envio) is None
        _enviado(unidad, envio, 555)
        unidad.salidas.resolver([(envio, EstadoEnvio.FALLIDO, None, "tarde")], AHORA)
        unidad.salidas.aplazar(envio, AHORA, "tarde")
        assert unidad.salidas.mensaje_de(envio) == 555
        assert unidad.salidas.pendientes() == 0


def test_edicion_conoce_el_mensaje_que_edita(almacen: AlmacenSQL) -> None:
    """El número de mensaje se sabe al tomarla, cuando la original ya salió."""
    with almacen.unidad() as unidad:
        (original,) = _encolar(unidad, _envio("Preparando…"))
        _encolar(unidad, _envio("Listo", edita=original))
        _textos(unidad)
        _enviado(unidad, original, 555)
        (edicion,) = unidad.salidas.reclamar(AHORA, UN_MINUTO, 10)
    assert (edicion.mensaje_editado, edicion.envio.edita) == (555, original)


def test_aplazar_suma_un_intento(almacen: AlmacenSQL) -> None:
    """Cada aplazamiento se cuenta, para que la espera pueda crecer."""
    with almacen.unidad() as unidad:
        (envio,) = _encolar(unidad, _envio("x"))
        for intento in range(3):
            (tomada,) = unidad.salidas.reclamar(AHORA, UN_MINUTO, 10)
            assert tomada.intentos == intento
            unidad.salidas.aplazar(envio, AHORA, "502")


def test_chat_inalcanzable_y_chat_migrado(almacen: AlmacenSQL) -> None:
    """Lo pendiente se cancela o cambia de chat; lo de los demás no se toca."""
    with almacen.unidad() as unidad:
        _encolar(unidad, _envio("a", 1), _envio("b", 1), _envio("c", 2))
        assert unidad.salidas.cancelar_de(1, "bloqueó el bot") == 2
        unidad.salidas.migrar_chat(2, -100)
        (tomada,) = unidad.salidas.reclamar(AHORA, UN_MINUTO, 10)
        assert unidad.salidas.cancelar_de(1, "otra vez") == 0
    assert tomada.envio.chat_id == -100


def test_tanda_mezclada_conserva_el_orden(almacen: AlmacenSQL) -> None:
    """Con clave y sin ella, los números crecen como se pidieron y cada uno es el de su mensaje."""
    claves = ("a", "b", None, None, "c", "a", "d", None)
    with almacen.unidad() as unidad:
        [previo] = _encolar(unidad, _envio("de antes", clave="b"))
        envios = [_envio(str(n), clave=clave) for n, clave in enumerate(claves)]
        ids = unidad.salidas.encolar(envios, AHORA)
        assert [n for n, puesto in enumerate(ids) if puesto is None] == [1, 5]
        nuevos = [puesto for puesto in ids if puesto is not None]
        assert nuevos == sorted(nuevos)
        textos = []
        for puesto in (previo, *nuevos):
            (tomada,) = unidad.salidas.reclamar(AHORA, UN_MINUTO, 10)
            assert tomada.id == puesto
            textos.append(tomada.envio.cuerpo["text"])
            _enviado(unidad, puesto)
    assert textos == ["de antes", "0", "2", "3", "4", "6", "7"]


def test_tanda_grande_entra_entera_y_repetida_no_entra(almacen: AlmacenSQL) -> None:
    """Más filas de las que caben en una sentencia: todas entran, con su número, y otra vez ninguna."""
    envios = [_envio(str(n), chat=n, clave=f"k{n}") for n in range(2_500)]
    with almacen.unidad() as unidad:
        ids = _encolar(unidad, *envios)
        assert ids == sorted(set(ids))
        assert unidad.salidas.pendientes() == len(envios)
        assert set(unidad.salidas.encolar(envios, AHORA)) == {None}


def test_tanda_vacia_no_hace_nada(almacen: AlmacenSQL) -> None:
    """Sin envíos no hay filas ni números."""
    with almacen.unidad() as unidad:
        assert list(unidad.salidas.encolar([], AHORA)) == []
        assert unidad.salidas.pendientes() == 0

"""Lo que se adjunta a un reporte queda en disco, igual a como llegó y una sola vez."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from bot.canales.cliente import ClienteTelegram
from bot.canales.errores import NoEntregado
from bot.simulador.validacion import Subida
from bot.tareas.evidencias import Archivador
from bot.tareas.mesa import Mesa
from dominio.casos.contexto import Contexto
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.modelo.evidencia import EstadoEvidencia
from dominio.modelo.reporte import ArchivoAdjunto
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.plan import AHORA, VIGENCIA, LunesAViernes
from tests.tareas.oficina import PACIENCIA, Oficina, dice, hasta

PDF = b"%PDF-1.7 acta de la jornada"


def _png(ancho: int, alto: int) -> bytes:
    """Una lámina gris de esas medidas."""

    def trozo(clase: bytes, datos: bytes) -> bytes:
        return struct.pack(">I", len(datos)) + clase + datos + struct.pack(">I", zlib.crc32(clase + datos))

    filas = (b"\0" + b"\x80" * ancho) * alto
    medidas = trozo(b"IHDR", struct.pack(">IIBBBBB", ancho, alto, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + medidas + trozo(b"IDAT", zlib.compress(filas)) + trozo(b"IEND", b"")


FOTO = _png(640, 480)


def _en_disco(oficina: Oficina) -> dict[str, bytes]:
    carpeta = oficina.datos / "evidencias"
    return {
        archivo.relative_to(carpeta).as_posix(): archivo.read_bytes()
        for archivo in carpeta.rglob("*")
        if archivo.is_file()
    }


def _ruta(contenido: bytes) -> str:
    resumen = hashlib.sha256(contenido).hexdigest()
    return f"{resumen[:2]}/{resumen}"


def _pendientes(oficina: Oficina) -> int:
    with oficina.almacen.lectura() as unidad:
        return len(unidad.reportes.evidencias_por_guardar(50))


async def test_evidencias_del_reporte_quedan_en_disco(oficina_en_cada_base: Oficina) -> None:
    """Foto y documento quedan por su SHA-256; dos iguales son uno; la que falla se repite."""
    oficina = oficina_en_cada_base
    ana = oficina.persona("ana")
    for texto, sigue in (
        ("/avance A-001", "¿Qué porcentaje lleva"),
        ("70", "¿Qué se hizo?"),
        ("Se vacunó en 4 veredas", "Envíe las fotos"),
    ):
        await ana.escribe(texto)
        await ana.espera(dice(sigue), PACIENCIA)
    await ana.adjunta(FOTO, "foto.png", como="foto")
    await ana.espera(dice("1 archivo"), PACIENCIA)
    await ana.adjunta_varios([(PDF, "acta.pdf"), (PDF + b" 2", "../../otra.pdf")])
    await ana.espera(dice("3 archivos"), PACIENCIA)
    await ana.escribe("listo")
    await ana.espera(dice("revise antes de guardar"), PACIENCIA)
    assert not (oficina.datos / "evidencias").exists()

    oficina.telegram.programar_falta("500", metodo="getFile", veces=2)
    await ana.escribe("confirmar")
    await ana.espera(dice("AV-2026-000"), PACIENCIA)
    await hasta(lambda: _pendientes(oficina) == 0, "que bajen las evidencias")

    assert _en_disco(oficina) == {_ruta(c): c for c in (FOTO, PDF, PDF + b" 2")}


async def test_dos_archivos_iguales_son_uno_en_disco(oficina_apagada: Oficina) -> None:
    """El mismo contenido en dos reportes ocupa un archivo, y ambos quedan guardados."""
    oficina = oficina_apagada
    _reportar(oficina, [_subir(oficina, PDF), _subir(oficina, PDF)])

    async with _archivador(oficina) as archivador:
        assert await archivador.guardar_pendientes()

    assert _en_disco(oficina) == {_ruta(PDF): PDF}
    assert _pendientes(oficina) == 0


async def test_lo_que_no_es_lo_que_dice_queda_marcado_y_no_se_guarda(oficina_apagada: Oficina) -> None:
    """Un programa con nombre de PDF no llega al disco ni se vuelve a enviar, y queda en la traza."""
    oficina = oficina_apagada
    _reportar(oficina, [_subir(oficina, b"MZ\x90 programa"), _subir(oficina, PDF)])

    async with _archivador(oficina) as archivador:
        assert await archivador.guardar_pendientes()
        assert not await archivador.guardar_pendientes()

    assert _en_disco(oficina) == {_ruta(PDF): PDF}
    assert oficina.traza("rechazar_evidencia") == 1
    with oficina.almacen.lectura() as unidad:
        folio = unidad.reportes.por_clave("prueba")
        hallado = unidad.ciclo.avance(oficina.plan.entidad.id, str(folio))
        assert hallado is not None
        evidencias = unidad.evidencias.de(hallado.avance.id)
    assert [(e.estado, e.se_muestra) for e in evidencias] == [
        (EstadoEvidencia.RECHAZADA, False),
        (EstadoEvidencia.GUARDADA, True),
    ]


async def test_evidencias_vuelven_por_el_chat_y_la_ubicacion_tambien(oficina: Oficina) -> None:
    """Guardada, cada una se reenvía como llegó; el lugar va como lugar."""
    ana = oficina.persona("ana")
    for texto, sigue in (
        ("/avance A-001", "¿Qué porcentaje lleva"),
        ("70", "¿Qué se hizo?"),
        ("Se vacunó en 4 veredas", "Envíe las fotos"),
    ):
        await ana.escribe(texto)
        await ana.espera(dice(sigue), PACIENCIA)
    await ana.adjunta(FOTO, "foto.png", como="foto")
    await ana.espera(dice("1 archivo"), PACIENCIA)
    await ana.adjunta(PDF, "acta.pdf")
    await ana.espera(dice("2 archivos"), PACIENCIA)
    await ana.ubica(3.4516, -76.532)
    await ana.espera(dice("3 archivos"), PACIENCIA)
    await ana.escribe("listo")
    await ana.espera(dice("revise antes de guardar"), PACIENCIA)
    await ana.escribe("confirmar")
    await ana.espera(dice("AV-2026-000"), PACIENCIA)
    await hasta(lambda: _pendientes(oficina) == 0, "que bajen las evidencias")

    await ana.escribe("/evidencias 1")
    await ana.espera(dice("3 archivos"), PACIENCIA)
    metodos = ("sendPhoto", "sendDocument", "sendLocation")
    await hasta(lambda: all(oficina.telegram.llamadas(m) for m in metodos), "que lleguen")
    assert oficina.telegram.rechazos() == []


async def test_evidencia_que_falla_cinco_veces_se_abandona_y_las_demas_siguen(
    oficina_apagada: Oficina,
) -> None:
    """Se intenta cinco veces, queda en la traza y no detiene a la que sí baja."""
    oficina = oficina_apagada
    _reportar(oficina, ["BQAC-no-existe", _subir(oficina, PDF)])

    async with _archivador(oficina) as archivador:
        intentos = [await archivador.guardar_pendientes() for _ in range(6)]

    assert intentos == [True] * 5 + [False]
    assert _en_disco(oficina) == {_ruta(PDF): PDF}
    assert oficina.traza("perder_evidencia") == 1


async def test_evidencia_que_falla_espera_antes_del_siguiente_intento(oficina_apagada: Oficina) -> None:
    """Una falla corta de Telegram no gasta los cinco intentos de una vez."""
    oficina = oficina_apagada
    _reportar(oficina, ["BQAC-no-existe"])

    async with _archivador(oficina, esperas=(3600.0,)) as archivador:
        assert await archivador.guardar_pendientes()
        assert not await archivador.guardar_pendientes()

    assert len(oficina.telegram.llamadas("getFile")) == 1


async def test_sin_camino_a_telegram_no_se_gastan_intentos(oficina_apagada: Oficina) -> None:
    """Con la red caída el archivo sigue pendiente por más que se intente."""
    oficina = oficina_apagada
    _reportar(oficina, ["BQAC-no-existe"])

    for _vez in range(6):
        async with _archivador(oficina, api="http://127.0.0.1:1") as archivador:
            assert await archivador.guardar_pendientes()

    assert _pendientes(oficina) == 1
    assert oficina.traza("perder_evidencia") == 0


@asynccontextmanager
async def _archivador(
    oficina: Oficina, esperas: Sequence[float] = (0.0,), api: str = ""
) -> AsyncIterator[Archivador]:
    telegram = oficina.telegram
    cliente = ClienteTelegram(telegram.token, api or telegram.url)
    with suppress(NoEntregado):
        await cliente.abrir()
    mesa = Mesa(oficina.almacen, oficina.reloj, oficina.datos, {}, cliente.descargar, lambda: None, esperas)
    try:
        yield Archivador(mesa)
    finally:
        await cliente.cerrar()


def _subir(oficina: Oficina, contenido: bytes) -> str:
    """El archivo ya está en Telegram; devuelve su ``file_id``."""
    subida = Subida("acta.pdf", "application/pdf", contenido)
    return oficina.telegram.mundo.archivos.guardar(subida, "documents").id


def _reportar(oficina: Oficina, ids: Sequence[str]) -> None:
    """Un reporte confirmado con esos archivos adjuntos."""
    entidad, ana = oficina.plan.entidad, oficina.plan.personas["ana"]
    adjuntos = tuple(
        ArchivoAdjunto(file_id, f"u{numero}", f"{numero}.pdf", "application/pdf", 10, None)
        for numero, file_id in enumerate(ids)
    )
    with oficina.almacen.unidad() as unidad:
        contexto = Contexto(unidad, ana, entidad, AHORA, LunesAViernes())
        renglon = unidad.planes.renglones(entidad.id, VIGENCIA)[0]
        valor = ValorAvance(Porcentaje.de(70))
        registrar_avance(contexto, DatosAvance("prueba", renglon.id, valor, "Listo", evidencias=adjuntos))
        unidad.confirmar()

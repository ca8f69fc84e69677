"""Los resúmenes como trabajo largo: uno solo, a hora decente, con su dibujo y lo demás de la persona."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.tareas.oficio import hacer
from bot.textos.marcado import Html
from bot.textos.resumenes import PIE_MAXIMO, medir
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.recordatorio import Disparo, EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from tests.apoyo.plan import CUENTAS, VIGENCIA
from tests.tareas.oficina import PACIENCIA, Oficina, dice

# Lunes 14 de septiembre, 7:30 en Bogotá: A-004 termina al otro día.
LUNES = datetime(2026, 9, 14, 12, 30, tzinfo=UTC)
NOCHE = LUNES + timedelta(hours=13)


def _tocan(oficina: Oficina) -> list[int]:
    """Programa el resumen de planeación y el plazo de A-004; los números de lo que maduró."""
    caduca = LUNES + timedelta(days=4)
    disparos = [
        Disparo(LUNES.date(), "resumen_semanal", LUNES, caduca, TipoRecordatorio.RESUMEN_SEMANAL, "semana"),
        Disparo(date(2026, 9, 15), "faltan_1", LUNES, caduca),
    ]
    with oficina.almacen.unidad() as unidad:
        unidad.recordatorios.programar(oficina.plan.entidad.id, VIGENCIA, disparos)
        ids = [uno.id for uno in unidad.recordatorios.maduros(LUNES)]
        unidad.confirmar()
    assert len(ids) >= 2
    return ids


def _encargar(oficina: Oficina, parametros: Mapping[str, object], quien: str = "pilar") -> int:
    persona = oficina.plan.personas[quien]
    with oficina.almacen.unidad() as unidad:
        encargo = unidad.encargos.crear(
            TipoEncargo.EXPORTAR, oficina.plan.entidad.id, persona.id, CUENTAS[quien], parametros
        )
        unidad.confirmar()
    return int(encargo.id)


def _salieron(oficina: Oficina, cuando: datetime = LUNES) -> Sequence[Envio]:
    with oficina.almacen.unidad() as unidad:
        return [tomado.envio for tomado in unidad.salidas.reclamar(cuando, timedelta(minutes=1), 50)]


def _contados(oficina: Oficina) -> dict[EstadoRecordatorio, int]:
    with oficina.almacen.lectura() as unidad:
        return unidad.recordatorios.contar(oficina.plan.entidad.id)


def _datos_de_botones(envio: Envio) -> list[str]:
    teclado = envio.cuerpo["reply_markup"]
    assert isinstance(teclado, dict)
    return [boton["callback_data"] for fila in teclado["inline_keyboard"] for boton in fila]


async def test_semanal_es_una_foto_con_leyenda_y_botones(oficina_apagada: Oficina) -> None:
    """Un solo mensaje: la imagen en la carpeta de datos, la leyenda que cabe y lo demás del día dentro."""
    ids = _tocan(oficina_apagada)
    parametros = {"resumen": "semanal", "recordatorios": ids, "lote": ids[0]}
    hacer(_encargar(oficina_apagada, parametros), LUNES, oficina_apagada.ajustes)

    [envio] = _salieron(oficina_apagada)
    leyenda = str(envio.cuerpo["caption"])
    assert (envio.metodo, envio.clave, envio.clase) == (
        "sendPhoto", f"resumen|{ids[0]}", ClaseEnvio.RECORDATORIO
    )  # fmt: skip
    assert envio.archivo is not None
    assert (oficina_apagada.datos / envio.archivo).read_bytes()[:4] == b"\x89PNG"
    assert medir(Html(leyenda)) <= PIE_MAXIMO
    assert "A-004 (15/09/2026)" in leyenda
    assert "Además, 1 recordatorio de hoy" in leyenda
    assert envio.vence_en is not None
    assert envio.vence_en.astimezone(UTC) == datetime(2026, 9, 15, 0, tzinfo=UTC)
    datos = _datos_de_botones(envio)
    assert "n:f:0" in datos
    assert any(dato.startswith("n:r:") for dato in datos)
    assert oficina_apagada.traza("enviar_resumen") == 1


async def test_repetir_el_encargo_no_manda_dos(oficina_apagada: Oficina) -> None:
    """Otro proceso que retoma el mismo lote no encola otro resumen ni deja otra traza."""
    ids = _tocan(oficina_apagada)
    parametros = {"resumen": "semanal", "recordatorios": ids, "lote": ids[0]}
    for _vez in range(2):
        hacer(_encargar(oficina_apagada, parametros), LUNES, oficina_apagada.ajustes)

    assert len(_salieron(oficina_apagada)) == 1
    assert oficina_apagada.traza("enviar_resumen") == 1


async def test_lo_ya_reportado_no_va_dentro(oficina_apagada: Oficina) -> None:
    """Si la actividad se terminó entre el barrido y el resumen, ya no se ofrece reportarla."""
    ids = _tocan(oficina_apagada)
    from dominio.modelo.reporte import NuevoAvance, OrigenReporte
    from dominio.valores.fechas import Corte
    from dominio.valores.porcentaje import CIEN

    entidad, ana = oficina_apagada.plan.entidad, oficina_apagada.plan.personas["ana"]
    with oficina_apagada.almacen.unidad() as unidad:
        renglon = next(r for r in unidad.planes.renglones(entidad.id, VIGENCIA) if r.codigo == "A-004")
        unidad.reportes.guardar_avance(
            NuevoAvance(
                "x", entidad.id, VIGENCIA, renglon.id, Corte.de("2026-T3"), CIEN, None, None, None, None,
                False, ana.id, LUNES, OrigenReporte.CHAT,
            )
        )  # fmt: skip
        unidad.confirmar()
    hacer(
        _encargar(oficina_apagada, {"resumen": "semanal", "recordatorios": ids, "lote": ids[0]}),
        LUNES + timedelta(minutes=1),
        oficina_apagada.ajustes,
    )

    [envio] = _salieron(oficina_apagada, LUNES + timedelta(minutes=1))
    assert "Además" not in str(envio.cuerpo["caption"])
    assert not any(dato.startswith("n:r:") for dato in _datos_de_botones(envio))


@pytest.mark.parametrize("resumen", ["semanal", "diario"])
async def test_de_noche_no_sale_y_queda_vencido(oficina_apagada: Oficina, resumen: str) -> None:
    """Si el encargo se hace a las 8:30 p. m., nada se manda y todo lo del lote se cuenta como vencido."""
    ids = _tocan(oficina_apagada)
    parametros = {"resumen": resumen, "recordatorios": ids, "lote": ids[0]}
    hacer(_encargar(oficina_apagada, parametros), NOCHE, oficina_apagada.ajustes)

    assert _salieron(oficina_apagada, NOCHE) == []
    assert _contados(oficina_apagada) == {EstadoRecordatorio.VENCIDO: len(ids)}
    assert oficina_apagada.traza("retirar_resumen") == 1


@pytest.mark.parametrize("como", ["revocada", "bloqueo"])
async def test_a_quien_ya_no_esta_no_sale(oficina_apagada: Oficina, como: str) -> None:
    """A quien perdió el acceso o bloqueó el asistente no se le manda: queda no entregable y contado."""
    ids = _tocan(oficina_apagada)
    numero = _encargar(oficina_apagada, {"resumen": "semanal", "recordatorios": ids, "lote": ids[0]})
    if como == "revocada":
        oficina_apagada.revocar("pilar")
    else:
        with oficina_apagada.almacen.unidad() as unidad:
            unidad.personas.marcar_alcance(CUENTAS["pilar"], inalcanzable=True)
            unidad.confirmar()
    hacer(numero, LUNES, oficina_apagada.ajustes)

    assert _salieron(oficina_apagada) == []
    assert _contados(oficina_apagada) == {EstadoRecordatorio.NO_ENTREGABLE: len(ids)}


async def test_diario_trae_cuentas_y_la_cabeza_de_la_traza(oficina_apagada: Oficina) -> None:
    """El del servicio es texto, dice con qué se comprueba la traza y no trae nombres de nadie."""
    hacer(
        _encargar(oficina_apagada, {"resumen": "diario", "recordatorios": [], "lote": 9}),
        LUNES,
        oficina_apagada.ajustes,
    )

    [envio] = _salieron(oficina_apagada)
    texto = str(envio.cuerpo["text"])
    with oficina_apagada.almacen.lectura() as unidad:
        filas = unidad.auditoria.ultimas(oficina_apagada.plan.entidad.id, 50)
    [(_numero, anotacion, _cuando)] = [fila for fila in filas if fila[1].accion == "enviar_resumen"]
    assert (envio.metodo, envio.clave) == ("sendMessage", "resumen|9")
    assert "asistente auditoria verificar" in texto
    assert anotacion.despues is not None
    assert f"eslabón <b>{anotacion.despues['secuencia']}</b>" in texto
    assert all(persona.nombre not in texto for persona in oficina_apagada.plan.personas.values())


async def test_resumen_pedido_en_el_chat_llega_como_foto(oficina_en_cada_base: Oficina) -> None:
    """«/resumen» contesta pronto, y el proceso aparte manda la imagen con su leyenda."""
    oficina = oficina_en_cada_base
    pilar = oficina.persona("pilar")

    await pilar.escribe("/resumen")
    await pilar.espera(dice("Preparo el resumen"), 5)
    llegado = await pilar.espera(lambda visto: bool(visto.fotos), PACIENCIA)

    assert pilar.descarga(llegado)[:4] == b"\x89PNG"
    assert oficina.telegram.rechazos() == []
    assert oficina.traza("enviar_resumen") == 1

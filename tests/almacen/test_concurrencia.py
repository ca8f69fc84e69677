"""Varios hilos y varios procesos sobre la misma base: nada se pierde, nada se repite."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from almacen.tablas.unidad import AlmacenSQL, UnidadSQL
from dominio.errores import ConflictoDeVersion
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.entrega_de_recordatorios import Resolucion
from dominio.modelo.envio import Envio
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.modelo.recordatorio import Disparo, EstadoRecordatorio
from dominio.valores.dinero import Pesos
from tests.almacen.hechos import (
    AHORA,
    UN_MINUTO,
    VIGENCIA,
    cargar,
    fila_plan,
    nueva_ejecucion,
    nuevo_avance,
    registros,
    una_entidad,
    una_persona,
)
from tests.almacen.procesos import en_procesos

HILOS = 8


def _a_la_vez(tarea: Callable[[int], object], hilos: int = HILOS) -> list[object]:
    """Corre la tarea en varios hilos que empiezan juntos; el argumento es el número del hilo."""
    salida = Barrier(hilos)

    def correr(numero: int) -> object:
        salida.wait()
        return tarea(numero)

    with ThreadPoolExecutor(hilos) as grupo:
        return list(grupo.map(correr, range(hilos)))


def test_folios_sin_huecos_ni_repetidos_con_ocho_hilos(almacen: AlmacenSQL) -> None:
    """Ocho personas reportan a la vez y algunas se arrepienten: los folios son 1, 2, 3… seguidos."""
    entidad = una_entidad(almacen)
    renglones = cargar(almacen, entidad, *(fila_plan(f"A-{n:03d}") for n in range(HILOS)))

    def reportar(hilo: int) -> None:
        for vuelta in range(6):
            with almacen.unidad() as unidad:
                unidad.reportes.guardar_avance(nuevo_avance(entidad, renglones[hilo], f"{hilo}-{vuelta}"))
                if vuelta % 3:
                    unidad.confirmar()

    _a_la_vez(reportar)
    with almacen.lectura() as unidad:
        avances = unidad.reportes.avances(entidad.id, VIGENCIA)
    assert [avance.folio for avance in avances] == [f"AV-2026-{n:06d}" for n in range(1, HILOS * 4 + 1)]
    for renglon in renglones:
        assert [a.version for a in avances if a.actividad_id == renglon.id] == [1, 2, 3, 4]


def test_misma_clave_desde_ocho_hilos_es_un_reporte(almacen: AlmacenSQL) -> None:
    """Ocho confirmaciones del mismo borrador: una guarda, las demás reciben el mismo folio."""
    entidad = una_entidad(almacen)
    renglon = cargar(almacen, entidad, fila_plan())[0]
    registro = registros(almacen, entidad)[0]

    def confirmar(_hilo: int) -> tuple[str, bool, str, bool]:
        with almacen.unidad() as unidad:
            gasto, gasto_nuevo = unidad.reportes.guardar_ejecucion(
                nueva_ejecucion(entidad, registro), registro.version
            )
            avance, avance_nuevo = unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon))
            unidad.confirmar()
        return avance.folio, avance_nuevo, gasto.folio, gasto_nuevo

    resultados = _a_la_vez(confirmar)
    esperado = ("AV-2026-000001", False, "EJ-2026-000001", False)
    assert sorted(map(str, resultados)) == sorted(
        [str(esperado)] * (HILOS - 1) + [str(("AV-2026-000001", True, "EJ-2026-000001", True))]
    )
    assert registros(almacen, entidad)[0].saldos.cdp == Pesos(1000_00)


def test_dos_versiones_del_mismo_registro_gana_una(almacen: AlmacenSQL) -> None:
    """Con la misma versión leída, un movimiento entra y los demás son conflicto."""
    entidad = una_entidad(almacen)
    cargar(almacen, entidad, fila_plan())
    registro = registros(almacen, entidad)[0]

    def mover(hilo: int) -> bool:
        with almacen.unidad() as unidad:
            try:
                unidad.reportes.guardar_ejecucion(
                    nueva_ejecucion(entidad, registro, f"g{hilo}"), registro.version
                )
            except ConflictoDeVersion:
                return False
            unidad.confirmar()
        return True

    assert sorted(map(bool, _a_la_vez(mover))) == [False] * (HILOS - 1) + [True]


def test_seiscientos_incrementos_en_dos_procesos_no_pierden_ninguno(
    compartido: AlmacenSQL, url_compartida: str
) -> None:
    """El acumulado es exactamente lo que los dos procesos sumaron."""
    cargar(compartido, entidad := una_entidad(compartido), fila_plan())
    registro = registros(compartido, entidad)[0]

    assert en_procesos("incrementar", url_compartida, registro.id, 300) == [300, 300]
    assert registros(compartido, entidad)[0].saldos.pagos == Pesos(600_00)


def test_dos_procesos_reparten_quinientas_salidas_sin_repetir(
    compartido: AlmacenSQL, url_compartida: str
) -> None:
    """Entre ambos toman las 500 exactas, y cada chat en su orden."""
    with compartido.unidad() as unidad:
        ids = unidad.salidas.encolar([Envio(n % 50, "sendMessage") for n in range(500)], AHORA)
        unidad.confirmar()

    uno, otro = en_procesos("enviar", url_compartida)
    assert isinstance(uno, list)
    assert isinstance(otro, list)
    assert sorted(uno + otro) == ids
    chat_de = {identidad: n % 50 for n, identidad in enumerate(ids)}
    for tomados in (uno, otro):
        for chat in range(50):
            propios = [identidad for identidad in tomados if chat_de[identidad] == chat]
            assert propios == sorted(propios)


def test_invitacion_con_cincuenta_reclamos_tiene_un_ganador(almacen: AlmacenSQL) -> None:
    """Cincuenta cuentas abren el mismo enlace a la vez: vincula una."""
    entidad = una_entidad(almacen)
    with almacen.unidad() as unidad:
        persona = unidad.personas.crear(NuevaPersona(entidad.id, "Ana", Rol.CONSULTA))
        unidad.personas.invitar(persona.id, "r", AHORA + timedelta(days=3), None)
        unidad.confirmar()

    def reclamar(hilo: int) -> list[int]:
        ganadas = []
        for cuenta in range(hilo * 100, hilo * 100 + 10):
            with almacen.unidad() as unidad:
                if unidad.personas.vincular("r", cuenta, AHORA) is not None:
                    ganadas.append(cuenta)
                unidad.confirmar()
        return ganadas

    ganadoras = [cuenta for parte in _a_la_vez(reclamar, 5) for cuenta in parte]  # type: ignore[attr-defined]
    with almacen.lectura() as unidad:
        assert [unidad.personas.traer(persona.id).telegram_id] == ganadoras


def test_cadena_no_se_bifurca_con_ocho_hilos(almacen: AlmacenSQL) -> None:
    """Ocho escritores a la vez: sin huecos, sin bifurcaciones y la cadena cierra."""
    entidad = una_entidad(almacen)

    def anotar(hilo: int) -> None:
        for vuelta in range(5):
            with almacen.unidad() as unidad:
                traza = Anotacion(entidad.id, None, "probar", f"{hilo}:{vuelta}", None, None, None, "cli")
                unidad.auditoria.anotar(traza, AHORA)
                unidad.confirmar()

    _a_la_vez(anotar)
    with almacen.lectura() as unidad:
        cabeza = unidad.auditoria.cabeza(entidad.id)
        assert unidad.auditoria.verificar() is None
    assert cabeza is not None
    assert cabeza.secuencia == HILOS * 5


def test_mensajes_de_una_persona_van_de_a_uno(almacen: AlmacenSQL) -> None:
    """Con el turno tomado nadie lee a medias: el contador de respuestas no pierde ninguna."""
    entidad = una_entidad(almacen)
    with almacen.unidad() as unidad:
        persona = unidad.personas.crear(NuevaPersona(entidad.id, "0", Rol.CONSULTA))
        unidad.confirmar()

    def contar(_hilo: int) -> None:
        for _ in range(5):
            with almacen.unidad() as unidad:
                unidad.turno(77)
                vistos = unidad.personas.listar(entidad.id)
                unidad.personas.crear(NuevaPersona(entidad.id, str(len(vistos)), Rol.CONSULTA))
                unidad.confirmar()

    _a_la_vez(contar)
    with almacen.lectura() as unidad:
        nombres = {int(guardada.nombre) for guardada in unidad.personas.listar(entidad.id)}
    assert nombres == set(range(HILOS * 5 + 1))
    assert persona.nombre == "0"


def _tomar_tres(unidad: UnidadSQL) -> list[object]:
    """Toma y cierra lo maduro de tres personas."""
    maduros = unidad.recordatorios.maduros(AHORA)
    personas = list(dict.fromkeys(maduro.destinatario_id for maduro in maduros))[:3]
    suyos = [maduro.id for maduro in maduros if maduro.destinatario_id in personas]
    tomados = unidad.recordatorios.reclamar(personas, suyos, AHORA)
    cierre = [Resolucion(tomado.id, EstadoRecordatorio.ENVIADO, tomado.persona_id) for tomado in tomados]
    unidad.recordatorios.resolver(cierre, AHORA)
    return [tomado.id for tomado in tomados]


def test_lo_que_se_reclama_no_se_reparte_dos_veces(almacen: AlmacenSQL) -> None:
    """Ocho hilos reclaman a la vez: cada recordatorio, cada encargo y cada instante, una vez."""
    entidad = una_entidad(almacen)
    filas = (fila_plan(f"A-{n:03d}", responsable=f"Persona {n % 20:02d}") for n in range(40))
    renglones = cargar(almacen, entidad, *filas)
    persona = una_persona(almacen, entidad)
    with almacen.unidad() as unidad:
        disparo = Disparo(renglones[0].fin, "faltan_1", AHORA, AHORA + timedelta(days=1))
        assert unidad.recordatorios.programar(entidad.id, VIGENCIA, [disparo]) == 40
        for _ in range(30):
            unidad.encargos.crear(TipoEncargo.EXPORTAR, entidad.id, persona.id, 77, {})
        unidad.confirmar()

    def tomar(hilo: int) -> tuple[list[object], ...]:
        recordados: list[object] = []
        encargados: list[object] = []
        cupos: list[object] = []
        for vuelta in range(8):
            with almacen.unidad() as unidad:
                recordados += _tomar_tres(unidad)
                encargo = unidad.encargos.reclamar(AHORA, UN_MINUTO)
                encargados += [encargo.id] if encargo else []
                cupos += unidad.cupos.reservar([hilo * 100 + vuelta], AHORA)
                unidad.confirmar()
        return recordados, encargados, cupos

    partes = _a_la_vez(tomar)
    for lugar, cuantos in enumerate((40, 30, HILOS * 8)):
        tomados = [uno for parte in partes for uno in parte[lugar]]  # type: ignore[index]
        assert len(tomados) == len(set(tomados)) == cuantos

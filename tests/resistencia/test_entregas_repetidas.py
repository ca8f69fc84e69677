"""Telegram puede entregar un update varias veces y mezclado con los de otros: el efecto es uno."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from random import Random

import pytest

from dominio.modelo.envio import EnvioTomado
from tests.resistencia.instalacion import Instalacion, mediodia, sembrar
from tests.resistencia.replicas import Crudo, Replica, mensaje, replicas

AHORA = mediodia(date(2026, 9, 4))
# Cada guion acaba distinto: uno guarda, otro se arrepiente, otro corrige, otro deja a medias.
GUIONES = (
    ("/avance {actividad}", "{valor}", "resumen", "confirmar"),
    ("/avance {actividad}", "120", "{valor}", "Se dictaron talleres", "saltar", "saltar", "confirmar"),
    (
        "/mis",
        "/avance {actividad}",
        "{valor}",
        "cancelar",
        "/avance",
        "{actividad}",
        "{valor}",
        "resumen",
        "confirmar",
    ),
    ("/avance {actividad}", "{valor}", "atrás", "7", "resumen", "confirmar", "/avance {actividad}", "9"),
)


def _updates(instalacion: Instalacion) -> dict[int, list[Crudo]]:
    """Lo que cada cuenta escribe, en su orden."""
    por_cuenta: dict[int, list[Crudo]] = {}
    siguiente = 1000
    for numero, reportero in enumerate(instalacion.reporteros):
        por_cuenta[reportero.cuenta] = []
        for linea in GUIONES[numero % len(GUIONES)]:
            texto = linea.format(actividad=reportero.actividad, valor=10 + numero % 80)
            por_cuenta[reportero.cuenta].append(mensaje(siguiente, reportero.cuenta, texto, AHORA))
            siguiente += 1
    return por_cuenta


def _barajar(por_cuenta: dict[int, list[Crudo]], azar: Random) -> list[Crudo]:
    """Cada update de una a tres veces; los de una cuenta llegan por primera vez en su orden."""
    entregas: list[Crudo] = []
    faltan = {cuenta: list(updates) for cuenta, updates in por_cuenta.items()}
    repetidos: list[Crudo] = []
    while faltan or repetidos:
        if repetidos and (not faltan or azar.random() < 0.5):
            entregas.append(repetidos.pop(azar.randrange(len(repetidos))))
            continue
        cuenta = azar.choice(list(faltan))
        nuevo = faltan[cuenta].pop(0)
        if not faltan[cuenta]:
            del faltan[cuenta]
        entregas.append(nuevo)
        repetidos += [nuevo] * azar.randrange(3)
    return entregas


def _entregar(entregas: list[Crudo], entre: list[Replica], azar: Random) -> list[EnvioTomado]:
    """Cada entrega a una réplica al azar; algunas, a todas en el mismo instante."""
    salieron: list[EnvioTomado] = []
    with ThreadPoolExecutor(len(entre)) as hilos:
        for entrega in entregas:
            if azar.random() < 0.2:
                for tomadas in hilos.map(lambda replica, e=entrega: replica.recibir(e), entre):
                    salieron += tomadas
            else:
                salieron += azar.choice(entre).recibir(entrega)
    return salieron


def _probar(limpia: Instalacion, revuelta: Instalacion, semilla: int) -> None:
    azar = Random(semilla)
    ordenadas = [update for updates in _updates(limpia).values() for update in updates]
    with replicas(limpia.url, 1, AHORA) as una:
        de_una = [tomada for update in ordenadas for tomada in una[0].recibir(update)]
    with replicas(revuelta.url, 2, AHORA) as dos:
        de_dos = _entregar(_barajar(_updates(revuelta), azar), dos, azar)

    assert len(de_dos) == len(de_una)
    assert revuelta.resumen() == limpia.resumen()
    assert len(revuelta.avances()) == len(revuelta.reporteros)
    folios = sorted(int(avance.folio.rpartition("-")[2]) for avance in revuelta.avances())
    assert folios == list(range(1, len(folios) + 1))


@pytest.mark.parametrize("semilla", [1, 2])
def test_repetidos_y_barajados_dejan_el_mismo_estado_sqlite(
    url_sqlite: str, tmp_path_factory: pytest.TempPathFactory, semilla: int
) -> None:
    """Con cada update de una a tres veces y barajado entre chats, la base queda igual que sin repetir."""
    _probar(sembrar(_otra_sqlite(tmp_path_factory), 12, AHORA), sembrar(url_sqlite, 12, AHORA), semilla)


def test_repetidos_y_barajados_dejan_el_mismo_estado_postgres(
    url_postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Lo mismo con dos réplicas en PostgreSQL, comparado con una corrida limpia en SQLite."""
    _probar(sembrar(_otra_sqlite(tmp_path_factory), 12, AHORA), sembrar(url_postgres, 12, AHORA), 3)


@pytest.mark.lento
@pytest.mark.parametrize("semilla", [4, 5, 6])
def test_mil_updates_repetidos_y_barajados(
    url_postgres: str, tmp_path_factory: pytest.TempPathFactory, semilla: int
) -> None:
    """Mil updates, cada uno hasta tres veces, en dos réplicas: el mismo estado."""
    _probar(sembrar(_otra_sqlite(tmp_path_factory), 160, AHORA), sembrar(url_postgres, 160, AHORA), semilla)


def _otra_sqlite(carpetas: pytest.TempPathFactory) -> str:
    from almacen.migraciones import migrar

    url = f"sqlite:///{carpetas.mktemp('limpia') / 'plan.db'}"
    migrar(url)
    return url

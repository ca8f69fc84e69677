"""El tic: llama, no se cae, no se encima y se detiene en orden."""

from __future__ import annotations

from datetime import datetime
from threading import Event, Thread, current_thread, main_thread

from recordatorios.resultado import ResultadoBarrido
from recordatorios.tictac import TicTac
from tests.recordatorios.plan_chico import RelojFijo, bogota

INSTANTE = bogota("2026-06-24T08:00")
PLAZO = 10.0


def test_tic_es_inmediato_y_con_la_hora_del_reloj() -> None:
    """Al iniciar se barre de una vez, con el instante del reloj y en otro hilo."""
    recibidos: list[datetime] = []
    hilos: list[bool] = []
    llego = Event()

    def correr(ahora: datetime) -> ResultadoBarrido:
        recibidos.append(ahora)
        hilos.append(current_thread() is main_thread())
        llego.set()
        return ResultadoBarrido()

    tictac = TicTac(correr, RelojFijo(INSTANTE))
    tictac.iniciar()

    assert llego.wait(PLAZO)
    tictac.detener()
    assert (recibidos, hilos) == ([INSTANTE], [False])


def test_tic_sigue_despues_de_un_fallo() -> None:
    """Un barrido que falla se registra y el siguiente tic llega igual."""
    veces: list[int] = []
    tercera = Event()

    def correr(_ahora: datetime) -> ResultadoBarrido:
        veces.append(1)
        if len(veces) >= 3:
            tercera.set()
        raise RuntimeError("la base se cayó")

    tictac = TicTac(correr, RelojFijo(INSTANTE), cada=0.02)
    tictac.iniciar()

    assert tercera.wait(PLAZO)
    tictac.detener()


def test_tic_no_se_encima() -> None:
    """Si un barrido tarda más que el tic, no empieza otro a la vez."""
    a_la_vez: list[int] = []
    vivos: list[int] = []
    tercera = Event()
    pausa = Event()

    def correr(_ahora: datetime) -> ResultadoBarrido:
        vivos.append(1)
        a_la_vez.append(len(vivos))
        pausa.wait(0.05)
        vivos.pop()
        if len(a_la_vez) >= 3:
            tercera.set()
        return ResultadoBarrido()

    tictac = TicTac(correr, RelojFijo(INSTANTE), cada=0.01)
    tictac.iniciar()

    assert tercera.wait(PLAZO)
    tictac.detener()
    assert max(a_la_vez) == 1


def test_detener_espera_el_barrido_en_curso() -> None:
    """Detener deja terminar lo que va por la mitad y después no hay más tics."""
    empezo, seguir = Event(), Event()
    terminados: list[int] = []

    def correr(_ahora: datetime) -> ResultadoBarrido:
        empezo.set()
        seguir.wait(PLAZO)
        terminados.append(1)
        return ResultadoBarrido()

    tictac = TicTac(correr, RelojFijo(INSTANTE))
    tictac.iniciar()
    assert empezo.wait(PLAZO)
    deteniendo = Thread(target=tictac.detener)
    deteniendo.start()
    deteniendo.join(0.1)
    assert deteniendo.is_alive()
    seguir.set()
    deteniendo.join(PLAZO)
    tictac.detener()

    assert terminados == [1]


def test_pronto_barre_sin_esperar_al_minuto() -> None:
    """Lo pedido sale en el acto; pedirlo antes de iniciar o después de detener no hace nada."""
    veces: list[int] = []
    primera, segunda = Event(), Event()

    def correr(_ahora: datetime) -> ResultadoBarrido:
        veces.append(1)
        (primera if len(veces) == 1 else segunda).set()
        return ResultadoBarrido()

    tictac = TicTac(correr, RelojFijo(INSTANTE), cada=3600)
    tictac.pronto()
    tictac.iniciar()
    assert primera.wait(PLAZO)
    tictac.pronto()

    assert segunda.wait(PLAZO)
    tictac.detener()
    tictac.pronto()
    assert len(veces) == 2


def test_muchos_pedidos_durante_un_barrido_son_uno_mas() -> None:
    """Cincuenta diálogos que terminan a la vez no son cincuenta barridos, ni se encima ninguno."""
    veces: list[int] = []
    empezo, seguir, despues = Event(), Event(), Event()

    def correr(_ahora: datetime) -> ResultadoBarrido:
        veces.append(1)
        if len(veces) == 1:
            empezo.set()
            seguir.wait(PLAZO)
        else:
            despues.set()
        return ResultadoBarrido()

    tictac = TicTac(correr, RelojFijo(INSTANTE), cada=3600)
    tictac.iniciar()
    assert empezo.wait(PLAZO)
    hilos = [Thread(target=tictac.pronto) for _ in range(50)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(PLAZO)
    assert len(veces) == 1
    seguir.set()
    assert despues.wait(PLAZO)
    tictac.detener()

    assert len(veces) == 2

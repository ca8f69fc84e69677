"""Recorre un diálogo entero desde donde se abrió: cada pregunta en cada estado, por construcción.

No conoce ningún diálogo: toca todos los botones que ve y prueba todas las muestras; lo que sirve la
lleva a la pregunta siguiente y lo que no, enseña cómo se rechaza.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from bot.pantallas.actos import Acto, Adjunta, Edita, Escribe, Toca
from bot.pantallas.escenas import (
    Escena,
    LaminaDeDialogo,
    Punto,
    propias,
    punto_de,
    rol_de,
    sin_cifras,
    ultimos_botones,
)
from bot.pantallas.momento import Boton, Burbuja, Momento
from bot.pantallas.montaje import Ensayo
from bot.pantallas.muestras import MUESTRAS, del_ejemplo
from dominio.modelo.persona import Persona

# Una misma pregunta se sigue por a lo sumo tantos caminos que solo cambian en lo que dice.
_CAMINOS = 2
_RESUMENES = 4
_OPCIONES = 12
_VISTAS = 5
# De lo que ya se sabe que sirve en una pregunta, cuánto se vuelve a probar al llegar por otro camino.
_CONOCIDAS = 5
_UN_DIA_Y_MAS = timedelta(hours=25)
_EN_EL_RESUMEN: tuple[Acto, ...] = (
    Escribe("hola"),
    Escribe("ayuda"),
    Escribe("saltar"),
    Escribe("/estado"),
    Adjunta("obra.jpg"),
)


@dataclass(frozen=True, slots=True)
class Parada:
    """Una pantalla del diálogo y cómo se llegó a ella."""

    momento: Momento
    punto: Punto
    camino: tuple[Acto, ...]
    burbujas: tuple[Burbuja, ...]
    previos: tuple[Boton, ...] = ()


@dataclass(slots=True)
class Recorrido:
    """El recorrido de un diálogo, que se puede seguir desde otra apertura y por otra persona.

    Attributes:
        cierre: el primer camino que llegó a guardar.
        ronda: en cuál vuelta va; en cada una hay más cosas guardadas.
    """

    ensayo: Ensayo
    lamina: LaminaDeDialogo
    cierre: tuple[Acto, ...] | None = None
    ronda: int = 0
    persona: Persona = field(init=False)
    _vistas: set[tuple[str, ...]] = field(default_factory=set)
    _por_paso: Counter[str] = field(default_factory=Counter)
    _dichas: set[tuple[str, str]] = field(default_factory=set)
    _intentos: set[tuple[str, int]] = field(default_factory=set)
    _cola: deque[Parada] = field(default_factory=deque)
    _sirven: dict[str, list[Acto]] = field(default_factory=dict)

    @property
    def cuenta(self) -> int:
        """Su cuenta de Telegram."""
        return self.persona.telegram_id or 0

    def correr(self, persona: Persona, apertura: Parada) -> None:
        """Desde la pantalla en que se abrió hasta que no quede nada nuevo por ver."""
        self.persona = persona
        intento = (persona.rol if self.ronda == 0 else "", self.ronda)
        if self.lamina.por_ver and intento not in self._intentos:
            # Le faltan preguntas: quizá a otro rol, o con lo ya guardado, sí se le hacen.
            self._intentos.add(intento)
            self._vistas, self._por_paso = set(), Counter()
        self._llegar(apertura, "La pregunta")
        while self._cola:
            parada = self._cola.popleft()
            if parada.punto.paso:
                self._preguntar(parada)
            else:
                self._resumir(parada)

    def _llegar(self, parada: Parada, titulo: str) -> None:
        """Anota la pantalla y la deja por recorrer si es nueva."""
        punto = parada.punto
        dicho = sin_cifras("\n".join(burbuja.html for burbuja in parada.burbujas))
        maximo = _CAMINOS if punto.paso else _RESUMENES
        estructura = (punto.paso, *punto.aplicables)
        conocida = estructura in self._vistas
        if (punto.paso, dicho) in self._vistas or (conocida and self._por_paso[punto.paso] >= maximo):
            return
        self._vistas |= {estructura, (punto.paso, dicho)}
        self._por_paso[punto.paso] += 1
        self._anotar(parada, titulo, parada.burbujas, punto.paso)
        self._cola.append(parada)

    def _anotar(self, parada: Parada, titulo: str, burbujas: tuple[Burbuja, ...], paso: str) -> None:
        escena = Escena(
            titulo,
            (rol_de(self.persona),),
            tuple(acto.dicho for acto in parada.camino[-1:]),
            burbujas,
            paso,
            de_dialogo=True,
        )
        clave = (paso, sin_cifras(escena.llano))
        if burbujas and clave not in self._dichas:
            self._dichas.add(clave)
            self.lamina.escenas.append(escena)

    def _preguntar(self, parada: Parada) -> None:
        primera = parada.punto.paso not in self._sirven
        sirven = self._sirven.setdefault(parada.punto.paso, [])
        if not primera:
            for conocido in (*_opciones(parada, 3), *sirven[:_CONOCIDAS]):
                self._probar(parada, conocido)
            return
        muestras = (*_opciones(parada, _OPCIONES), *del_ejemplo(parada.punto.ejemplo), *MUESTRAS)
        for acto in muestras:
            if self._probar(parada, acto) and not isinstance(acto, Toca):
                sirven.append(acto)
        acciones: tuple[Acto, ...] = (*_acciones(parada), Escribe("ayuda"), Edita("48"), Escribe("/estado"))
        for accion in acciones:
            self._probar(parada, accion)
        self._vistas_de(parada)
        self._tarde_o_viejo(parada)

    def _probar(self, parada: Parada, acto: Acto) -> bool:
        """Hace el acto; dice si con él se avanzó."""
        momento, todas = self.ensayo.telefono.hacer(parada.momento, self.cuenta, acto)
        burbujas = propias(todas, self.cuenta)
        punto = punto_de(self.ensayo, momento, self.persona)
        camino = (*parada.camino, _por_rotulo(acto))
        if punto is None or punto.dialogo != parada.punto.dialogo:
            siguiente = Parada(momento, parada.punto, camino, burbujas)
            self._anotar(siguiente, _titulo(acto), burbujas, parada.punto.paso)
            return False
        siguiente = Parada(momento, punto, camino, burbujas, _de_la_pantalla(parada))
        avanzo = punto.version != parada.punto.version
        if avanzo and (punto.paso != parada.punto.paso or punto.respuestas != parada.punto.respuestas):
            self._llegar(siguiente, "Revise antes de guardar" if not punto.paso else f"Tras {_titulo(acto)}")
            return True
        self._anotar(siguiente, _titulo(acto), burbujas, parada.punto.paso)
        return False

    def _vistas_de(self, parada: Parada) -> None:
        """Las demás páginas de las opciones y las vistas del calendario."""
        pendientes = deque([(parada.momento, parada.burbujas)])
        vistos: set[str] = set()
        while pendientes and len(vistos) < _VISTAS:
            momento, burbujas = pendientes.popleft()
            for boton in ultimos_botones(burbujas):
                if ":ver." not in boton.dato or boton.rotulo in vistos or len(vistos) >= _VISTAS:
                    continue
                vistos.add(boton.rotulo)
                acto = Toca(boton.rotulo, boton.dato, boton.mensaje)
                siguiente, todas = self.ensayo.telefono.hacer(momento, self.cuenta, acto)
                mostrado = propias(todas, self.cuenta)
                vista = Parada(siguiente, parada.punto, (*parada.camino, acto), mostrado)
                self._anotar(vista, f"Otra vista: {boton.rotulo}", mostrado, parada.punto.paso)
                pendientes.append((siguiente, mostrado))

    def _tarde_o_viejo(self, parada: Parada) -> None:
        """Lo que pasa si se vuelve al otro día, o se toca un botón de una pregunta ya pasada."""
        tarde = self.ensayo.telefono.pasar(parada.momento, _UN_DIA_Y_MAS)
        self._suelto(parada, tarde, Escribe("hola"), "Si vuelve al día siguiente")
        if parada.previos:
            viejo = parada.previos[0]
            acto = Toca(viejo.rotulo, viejo.dato, viejo.mensaje)
            self._suelto(parada, parada.momento, acto, "Si toca un botón de antes")
        if parada.punto.respuestas:
            for orden in ("/avance", "/ejecucion", "/cancelar"):
                self._suelto(parada, parada.momento, Escribe(orden), f"Si escribe {orden} a la mitad")

    def _suelto(self, parada: Parada, momento: Momento, acto: Acto, titulo: str) -> None:
        _momento, todas = self.ensayo.telefono.hacer(momento, self.cuenta, acto)
        burbujas = propias(todas, self.cuenta)
        self._anotar(
            Parada(momento, parada.punto, (*parada.camino, acto), burbujas),
            titulo,
            burbujas,
            parada.punto.paso,
        )

    def _resumir(self, parada: Parada) -> None:
        """El resumen: confirmar, editar cada respuesta, y lo que no se puede hacer ahí."""
        for boton in _de_la_pantalla(parada):
            self._tocar_en_el_resumen(parada, boton)
        for acto in _EN_EL_RESUMEN:
            self._probar(parada, acto)
        self._tarde_o_viejo(parada)

    def _tocar_en_el_resumen(self, parada: Parada, boton: Boton) -> None:
        acto = Toca(boton.rotulo, boton.dato, boton.mensaje)
        momento, todas = self.ensayo.telefono.hacer(parada.momento, self.cuenta, acto)
        burbujas = propias(todas, self.cuenta)
        camino = (*parada.camino, _por_rotulo(acto))
        punto = punto_de(self.ensayo, momento, self.persona)
        en_curso = punto is not None and punto.dialogo == parada.punto.dialogo
        if not en_curso and boton.dato.endswith(":confirmar") and self.cierre is None:
            self.cierre = camino
        titulo = "Guardado" if not en_curso and boton.dato.endswith(":confirmar") else _titulo(acto)
        self._anotar(Parada(momento, parada.punto, camino, burbujas), titulo, burbujas, "")
        if punto is None or not en_curso:
            return
        menu = Parada(momento, punto, camino, burbujas, _de_la_pantalla(parada))
        for opcion in ultimos_botones(burbujas):
            if ":editar." in opcion.dato:
                self._probar(menu, Toca(opcion.rotulo, opcion.dato, opcion.mensaje))


def _de_la_pantalla(parada: Parada) -> tuple[Boton, ...]:
    return ultimos_botones(parada.burbujas)


def _opciones(parada: Parada, cuantas: int) -> Iterator[Toca]:
    """Los botones que responden la pregunta."""
    responden = [boton for boton in _de_la_pantalla(parada) if ":v." in boton.dato]
    for boton in responden[:cuantas]:
        yield Toca(boton.rotulo, boton.dato, boton.mensaje)


def _acciones(parada: Parada) -> Iterator[Toca]:
    """Los que hacen otra cosa: volver, saltar, cancelar, dejarlo para después."""
    for boton in _de_la_pantalla(parada):
        if ":v." not in boton.dato and ":ver." not in boton.dato:
            yield Toca(boton.rotulo, boton.dato, boton.mensaje)


def _por_rotulo(acto: Acto) -> Acto:
    """El mismo toque, por lo que se lee: así se puede repetir en otra ocasión."""
    return Toca(acto.rotulo) if isinstance(acto, Toca) else acto


def _titulo(acto: Acto) -> str:
    dicho = acto.dicho if len(acto.dicho) <= 60 else f"{acto.dicho[:57]}…"
    return f"tocar «{acto.rotulo}»" if isinstance(acto, Toca) else f"responder «{dicho}»"

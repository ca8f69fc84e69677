"""Actividades que llegan sin código: en cuál guardada se reconocen, para que lo reportado no se pierda."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dominio.modelo.importacion import ActividadConocida, Emparejada, MasParecido
from dominio.modelo.libro import FilaPlan
from dominio.valores.texto import normalizar

PARECIDO_MINIMO = 90  # de 100: por debajo, dos nombres son de dos actividades
_NUMERO = re.compile(r"\d+")
_CONSECUTIVO = re.compile(r"^(.*?)-(\d+)$")

Llave = Callable[[ActividadConocida], Hashable | None]


@dataclass(frozen=True, slots=True)
class Emparejamiento:
    """El plan con los códigos de lo guardado.

    Attributes:
        plan: las filas del libro, con el código con que se guardan.
        codigos: código que traía el libro → código con que se guarda.
        parecidas: las que se reconocieron por un nombre parecido, no igual.
    """

    plan: tuple[FilaPlan, ...]
    codigos: Mapping[str, str]
    parecidas: tuple[Emparejada, ...] = ()


def emparejar(
    plan: Sequence[FilaPlan],
    conocidas: Sequence[ActividadConocida],
    parecido: MasParecido | None = None,
    separar: frozenset[str] = frozenset(),
) -> Emparejamiento:
    """Da a cada actividad sin código el de la guardada que es ella misma, o uno que nadie tenga.

    Se reconoce por dependencia, meta o programa, proyecto y nombre normalizado; después, si el nombre
    solo se parece mucho y sus cifras son las mismas. Una retirada también se reconoce: vuelve con sus
    reportes. Dos de igual nombre se reconocen en su orden.

    Args:
        plan: filas del libro; las que traen código propio no se tocan.
        conocidas: las guardadas, en el orden del plan, retiradas incluidas.
        parecido: comparador de nombres; ``None`` = solo iguales.
        separar: códigos guardados con los que no se empareja por parecido.

    Fuente: formato «Plan de Acción 2026» de Guatapé y Cuadro 1S de Cali (actividades sin código, una
    por fila); docs/formato.md (lo reportado nunca se pierde).
    """
    del_libro = _distintas(fila for fila in plan if fila.sin_codigo)
    if not del_libro:
        return Emparejamiento(tuple(plan), {})
    con_codigo = {fila.actividad_codigo for fila in plan if not fila.sin_codigo}
    mesa = _Mesa(del_libro, [c for c in conocidas if c.codigo not in con_codigo])
    for llave, una_sola in _PASOS:
        mesa.cruzar(llave, una_sola=una_sola)
    parecidas = mesa.cruzar_parecidas(parecido, separar) if parecido is not None else ()
    return _recodificar(plan, mesa, con_codigo | {c.codigo for c in conocidas}, parecidas)


def _distintas(filas: Iterable[FilaPlan]) -> list[ActividadConocida]:
    primeras: dict[str, ActividadConocida] = {}
    for fila in filas:
        if fila.actividad_codigo not in primeras:
            primeras[fila.actividad_codigo] = ActividadConocida(
                fila.actividad_codigo,
                fila.actividad,
                fila.dependencia,
                fila.meta_codigo,
                fila.programa_codigo,
                fila.bpin,
                sin_codigo=True,
                retirada=False,
            )
    return list(primeras.values())


def _nombre(a: ActividadConocida) -> str:
    return normalizar(a.nombre)


def _todo(a: ActividadConocida) -> Hashable:
    return (normalizar(a.dependencia), a.meta_codigo, a.bpin, _nombre(a))


def _del_programa(a: ActividadConocida) -> Hashable | None:
    return (normalizar(a.dependencia), a.programa_codigo, _nombre(a)) if a.programa_codigo else None


# Del más exacto al menos; los que dejan de mirar algo valen solo si no hay dos iguales.
_PASOS: tuple[tuple[Llave, bool], ...] = (
    (lambda a: (a.codigo, _todo(a)), False),
    (_todo, False),
    (lambda a: (normalizar(a.dependencia), a.meta_codigo, _nombre(a)), False),
    (_del_programa, True),
    (lambda a: (normalizar(a.dependencia), _nombre(a)), True),
    (lambda a: (a.meta_codigo, a.bpin, _nombre(a)), True),
)


class _Mesa:
    """Las que faltan por reconocer de cada lado, y las parejas ya hechas."""

    def __init__(self, libro: Sequence[ActividadConocida], guardadas: Sequence[ActividadConocida]) -> None:
        self.libro = [a for a in libro if _nombre(a)]
        # Las vigentes primero: una retirada solo se toma si no hay otra igual en el plan.
        self.guardadas = sorted((a for a in guardadas if _nombre(a)), key=lambda a: a.retirada)
        self.parejas: dict[str, ActividadConocida] = {}

    def cruzar(self, llave: Llave, *, una_sola: bool) -> None:
        """Empareja en orden las que tienen la misma llave a los dos lados."""
        libres: dict[Hashable, list[ActividadConocida]] = defaultdict(list)
        for guardada in self.guardadas:
            libres[llave(guardada)].append(guardada)
        buscadas: dict[Hashable, list[ActividadConocida]] = defaultdict(list)
        for nueva in self.libro:
            buscadas[llave(nueva)].append(nueva)
        for valor, nuevas in buscadas.items():
            iguales = libres.get(valor, [])
            if valor is None or (una_sola and (len(nuevas) > 1 or len(iguales) > 1)):
                continue
            for nueva, guardada in zip(nuevas, iguales, strict=False):
                self.parejas[nueva.codigo] = guardada
        self._quitar_hechas()

    def cruzar_parecidas(self, parecido: MasParecido, separar: frozenset[str]) -> tuple[Emparejada, ...]:
        """Empareja las de nombre muy parecido, de la más parecida a la menos."""
        posibles: dict[Hashable, list[ActividadConocida]] = defaultdict(list)
        for guardada in self.guardadas:
            if guardada.codigo not in separar:
                posibles[normalizar(guardada.dependencia)].append(guardada)
        propuestas = []
        for orden, nueva in enumerate(self.libro):
            cercanas = [g for g in posibles[normalizar(nueva.dependencia)] if _del_mismo_sitio(nueva, g)]
            hallada = parecido(_nombre(nueva), [_nombre(g) for g in cercanas]) if cercanas else None
            if hallada is not None and hallada[1] >= PARECIDO_MINIMO:
                propuestas.append((-hallada[1], orden, nueva, cercanas[hallada[0]]))
        hechas: list[Emparejada] = []
        tomadas: set[str] = set()
        for puntos, _orden, nueva, guardada in sorted(propuestas, key=lambda p: p[:2]):
            if guardada.codigo not in tomadas:
                tomadas.add(guardada.codigo)
                self.parejas[nueva.codigo] = guardada
                hechas.append(Emparejada(guardada.codigo, guardada.nombre, nueva.nombre, -puntos))
        self._quitar_hechas()
        return tuple(hechas)

    def _quitar_hechas(self) -> None:
        tomadas = {guardada.codigo for guardada in self.parejas.values()}
        self.guardadas = [g for g in self.guardadas if g.codigo not in tomadas]
        self.libro = [n for n in self.libro if n.codigo not in self.parejas]


def _del_mismo_sitio(nueva: ActividadConocida, guardada: ActividadConocida) -> bool:
    """De la misma meta o programa, y con las mismas cifras: «sector 1» y «sector 2» son dos."""
    misma_meta = nueva.meta_codigo == guardada.meta_codigo
    mismo_programa = nueva.programa_codigo is not None and nueva.programa_codigo == guardada.programa_codigo
    cifras = _NUMERO.findall(nueva.nombre) == _NUMERO.findall(guardada.nombre)
    return (misma_meta or mismo_programa) and cifras


def _recodificar(
    plan: Sequence[FilaPlan], mesa: _Mesa, ocupados: set[str], parecidas: tuple[Emparejada, ...]
) -> Emparejamiento:
    reparto = _Consecutivos(ocupados)
    nuevos: dict[str, tuple[str, bool]] = {}
    filas = []
    for fila in plan:
        if not fila.sin_codigo:
            filas.append(fila)
            continue
        codigo = fila.actividad_codigo
        if codigo not in nuevos:
            guardada = mesa.parejas.get(codigo)
            nuevos[codigo] = (
                (reparto.tomar(codigo), True) if guardada is None else (guardada.codigo, guardada.sin_codigo)
            )
        nuevo, sin_codigo = nuevos[codigo]
        cambia = (nuevo, sin_codigo) != (codigo, True)
        filas.append(replace(fila, actividad_codigo=nuevo, sin_codigo=sin_codigo) if cambia else fila)
    return Emparejamiento(tuple(filas), {viejo: nuevo for viejo, (nuevo, _) in nuevos.items()}, parecidas)


class _Consecutivos:
    """Reparte códigos asignados que nadie tiene ni ha tenido."""

    def __init__(self, ocupados: Iterable[str]) -> None:
        self._ocupados = set(ocupados)
        self._ultimo: dict[str, int] = defaultdict(int)
        for codigo in self._ocupados:
            partes = _CONSECUTIVO.match(codigo)
            if partes:
                self._ultimo[partes[1]] = max(self._ultimo[partes[1]], int(partes[2]))

    def tomar(self, pedido: str) -> str:
        """El pedido, si está libre; si no, el siguiente de su serie."""
        codigo = pedido
        if pedido in self._ocupados:
            partes = _CONSECUTIVO.match(pedido)
            serie = partes[1] if partes else pedido
            while codigo in self._ocupados:
                self._ultimo[serie] += 1
                codigo = f"{serie}-{self._ultimo[serie]}"
        self._ocupados.add(codigo)
        return codigo

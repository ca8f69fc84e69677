"""Los renglones de una hoja ajena: qué trae cada fila leída, qué filas no lo son y qué celdas se dudan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from almacen.libros.celdas import Valor, esta_vacia, texto_de_una_linea
from almacen.libros.columnas import PREFIJO_PROGRAMADO
from almacen.libros.cuadricula import VACIA, Celda, Cuadricula, referencia
from almacen.libros.numeros import CeldaIlegible, citar
from almacen.perfiles.campos import PREFIJO_ESTADO, CamposDeHoja, CampoUbicado
from almacen.perfiles.celdas_ajenas import ConReparo, dice_np, leer_ajena, sin_dato
from almacen.perfiles.columnas_de_hoja import Ubicacion
from almacen.perfiles.dinero_ajeno import centavos_de
from almacen.perfiles.herencia import Herencia, visible
from almacen.perfiles.jerarquia import Jerarquia, Nivel
from almacen.perfiles.niveles import niveles_de_la_fila
from almacen.perfiles.saltos import Saltos
from dominio.modelo.lectura import ValorDudoso
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import HojaDePerfil, MotivoDeSalto, Tomar

Centavos = dict[str, int]
_Duda = tuple[CampoUbicado, Celda, tuple[int, int], CeldaIlegible]
_DE_LA_META = ("meta_cuatrienio", "programado_")
_TAMBIEN_DE_LA_META = ("meta_vigencia", "linea_base", "logro_")
# En estas dos el signo es una convención: hay quien escribe en negativo lo que se resta.
_SE_RESTAN = frozenset({"reducciones", "contracreditos"})


@dataclass(slots=True)
class RenglonAjeno:
    """Una fila leída: por instrumento, sus valores y su dinero en centavos con signo.

    Attributes:
        heredados: dato del plan que sale de una celda de más arriba → esa celda.
    """

    hoja: str
    fila: int
    valores: dict[TipoLibro, dict[str, Valor]]
    dinero: dict[TipoLibro, Centavos]
    niveles: tuple[Nivel, ...] = ()
    heredados: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class HojaLeida:
    """Lo que se leyó de una hoja, antes de armar las filas del plan.

    Attributes:
        fuera: motivo → filas, con lo que suman por dato de dinero.
        en_la_hoja: dato de dinero → centavos de todas las filas, como están escritos.
        signos: dato de dinero → 1, o −1 si la hoja lo escribe en negativo.
    """

    nombre: str
    perfil: HojaDePerfil
    ubicacion: Ubicacion
    campos: CamposDeHoja
    renglones: list[RenglonAjeno] = field(default_factory=list)
    fuera: dict[MotivoDeSalto, list[int]] = field(default_factory=lambda: defaultdict(list))
    dinero_fuera: dict[MotivoDeSalto, Centavos] = field(default_factory=dict)
    en_la_hoja: Centavos = field(default_factory=dict)
    signos: dict[str, int] = field(default_factory=dict)
    dudosos: dict[tuple[str, str], ValorDudoso] = field(default_factory=dict)
    filas_con_datos: int = 0


def leer_hoja(
    hoja: Cuadricula, perfil: HojaDePerfil, ubicacion: Ubicacion, campos: CamposDeHoja
) -> HojaLeida:
    """Recorre las filas bajo el encabezado; cada una se lee o se deja fuera con su motivo."""
    lector = _LectorDeHoja(hoja, HojaLeida(hoja.nombre, perfil, ubicacion, campos))
    return lector.leer()


class _LectorDeHoja:
    def __init__(self, hoja: Cuadricula, leida: HojaLeida) -> None:
        perfil, ubicacion, campos = leida.perfil, leida.ubicacion, leida.campos
        self._hoja = hoja
        self._leida = leida
        self._filas = [fila for fila in sorted(hoja.celdas) if fila >= ubicacion.primera_de_datos]
        self._herencia = Herencia.de(hoja, perfil, campos, ubicacion)
        self._saltos = Saltos(hoja, perfil, campos, ubicacion, self._filas)
        self._sin_escala = False
        self._jerarquia = Jerarquia(hoja, perfil.jerarquia, ubicacion) if perfil.jerarquia else None
        leida.en_la_hoja = {campo.campo.dato: 0 for campo in campos.de_dinero}
        leida.signos = {campo.campo.dato: self._signo(campo) for campo in campos.de_dinero}

    def leer(self) -> HojaLeida:
        for fila in self._filas:
            llenas = self._llenas(fila)
            if not llenas:
                continue
            self._leida.filas_con_datos += 1
            dinero, dudas = self._dinero(fila)
            motivo = self._motivo(fila, llenas)
            if motivo is None:
                for duda in dudas:
                    self._dudar(*duda)
                self._leida.renglones.append(self._renglon(fila, dinero))
                continue
            self._leida.fuera[motivo].append(fila)
            suma = self._leida.dinero_fuera.setdefault(motivo, dict.fromkeys(self._leida.en_la_hoja, 0))
            for dato, centavos in dinero.items():
                suma[dato] += centavos
        return self._leida

    def _llenas(self, fila: int) -> dict[int, Celda]:
        """Columna → celda con algo escrito y que se ve."""
        celdas = self._hoja.celdas[fila].items()
        if not self._hoja.combinadas:
            return {n: celda for n, celda in celdas if not esta_vacia(celda)}
        return {n: c for n, c in celdas if not esta_vacia(c) and not self._hoja.cubierta_por(fila, n)}

    def _motivo(self, fila: int, llenas: dict[int, Celda]) -> MotivoDeSalto | None:
        es_titulo = self._jerarquia is not None and self._jerarquia.es_titulo(fila)
        motivo = self._saltos.motivo_propio(fila, llenas)
        if self._saltos.empieza_otra_tabla(fila):
            self._herencia.empezar()
        if motivo is not None and not es_titulo:
            return motivo
        self._herencia.pasar(fila)
        if es_titulo:
            return MotivoDeSalto.TITULO
        if self._jerarquia is not None and not self._jerarquia.es_renglon(fila):
            return MotivoDeSalto.VACIA_LA_LLAVE
        return self._saltos.motivo_de_llave(fila, llenas, self._herencia)

    def _dinero(self, fila: int) -> tuple[Centavos, list[_Duda]]:
        """Dato → centavos como están escritos, y lo ilegible; de paso se suman a lo que hay en la hoja."""
        hallado: Centavos = {}
        dudas: list[_Duda] = []
        for campo in self._leida.campos.de_dinero:
            celda, sitio = self._celda(fila, campo)
            try:
                centavos = centavos_de(celda, campo.campo.escala)
            except CeldaIlegible as causa:
                dudas.append((campo, celda, sitio, causa))
                continue
            if centavos is not None:
                hallado[campo.campo.dato] = centavos
                self._leida.en_la_hoja[campo.campo.dato] += centavos
        return hallado, dudas

    def _signo(self, campo: CampoUbicado) -> int:
        """−1 si la columna escribe en negativo lo que se resta y nunca en positivo."""
        if campo.campo.dato not in _SE_RESTAN:
            return 1
        signos = set()
        for fila in self._filas:
            try:
                centavos = centavos_de(self._celda(fila, campo)[0], campo.campo.escala)
            except CeldaIlegible:
                continue
            signos.add(0 if not centavos else 1 if centavos > 0 else -1)
        return -1 if -1 in signos and 1 not in signos else 1

    def _renglon(self, fila: int, dinero: Centavos) -> RenglonAjeno:
        self._sin_escala = self._mezcla_escalas(fila)
        dados = self._jerarquia.dados() if self._jerarquia else {}
        valores: dict[TipoLibro, dict[str, Valor]] = {}
        montos: dict[TipoLibro, Centavos] = {}
        for tipo, campos in self._leida.campos.por_tipo.items():
            valores[tipo] = {c.campo.dato: self._valor(fila, c, dados) for c in campos if not c.es_dinero}
            montos[tipo] = {
                c.campo.dato: dinero[c.campo.dato] * self._leida.signos[c.campo.dato]
                for c in campos
                if c.es_dinero and c.campo.dato in dinero
            }
            if tipo is TipoLibro.INDICATIVO:
                self._aplicar_estados(fila, campos, valores[tipo])
            for dato in dados.keys() - valores[tipo].keys():
                if (dado := self._dado_sin_campo(tipo, dato, dados[dato])) is not None:
                    valores[tipo][dato] = dado
        if self._jerarquia is not None:
            niveles = self._jerarquia.niveles()
        else:
            perfil, ubicacion = self._leida.perfil, self._leida.ubicacion
            niveles = niveles_de_la_fila(perfil.niveles, ubicacion, self._herencia, fila)
        return RenglonAjeno(self._hoja.nombre, fila, valores, montos, niveles, self._heredados(fila))

    def _heredados(self, fila: int) -> dict[str, str]:
        if not (self._hoja.combinadas or self._herencia.hay):
            return {}
        campos = self._leida.campos.por_tipo.get(TipoLibro.PLAN, ())
        sitios = ((c.campo.dato, self._celda(fila, c)[1]) for c in campos if c.numeros and not c.es_dinero)
        return {dato: referencia(*sitio) for dato, sitio in sitios if sitio[0] != fila}

    def _aplicar_estados(
        self, fila: int, campos: tuple[CampoUbicado, ...], valores: dict[str, Valor]
    ) -> None:
        """NP no es cero: el año no programado queda sin número, y se dice si lo traía."""
        for campo in campos:
            anio = campo.campo.dato.removeprefix(PREFIJO_ESTADO)
            dato, estado = f"{PREFIJO_PROGRAMADO}{anio}", valores.get(campo.campo.dato)
            if not campo.campo.dato.startswith(PREFIJO_ESTADO) or dato not in valores or estado is None:
                continue
            celda, sitio = self._celda(fila, campo)
            if not dice_np(estado):
                if valores[dato] is None:
                    frase = f"dice {citar(celda)} y lo programado de {anio} está vacío; escriba el número"
                    self._dudar(campo, celda, sitio, CeldaIlegible("programada_sin_valor", frase))
            elif valores[dato]:
                trae = str(valores[dato]).replace(".", ",")
                frase = f"dice {citar(celda)} y lo programado es {trae}; quedó sin programar"
                self._dudar(campo, celda, sitio, CeldaIlegible("no_programada_con_valor", frase))
            valores[dato] = None if dice_np(estado) else valores[dato]

    def _mezcla_escalas(self, fila: int) -> bool:
        """La fila escribe la misma meta unas veces con formato de porcentaje y otras sin él."""
        escalas = set()
        for campo in self._leida.campos.por_tipo.get(TipoLibro.INDICATIVO, ()):
            if campo.numeros and campo.campo.dato.startswith(_DE_LA_META):
                celda, _ = self._celda(fila, campo)
                if isinstance(celda.valor, int | float) and celda.valor:
                    escalas.add("%" in celda.formato)
        return len(escalas) > 1

    def _dado_sin_campo(self, tipo: TipoLibro, dato: str, celda: Celda) -> Valor:
        """Lo que da una fila de nivel a un dato para el que la hoja no tiene columna propia."""
        campo = CampoUbicado.suelto(tipo, dato)
        if campo is None or campo.es_dinero:
            return None
        try:
            return leer_ajena(celda, campo.lectura)
        except CeldaIlegible:
            return None

    def _valor(self, fila: int, campo: CampoUbicado, dados: dict[str, Celda]) -> Valor:
        celda, sitio = self._celda(fila, campo)
        if esta_vacia(celda):
            celda = dados.get(campo.campo.dato, celda)
        if self._sin_escala and campo.campo.dato.startswith((*_DE_LA_META, *_TAMBIEN_DE_LA_META)):
            celda = celda._replace(formato="General")
        valor: Valor = None
        try:
            valor = leer_ajena(celda, campo.lectura)
        except ConReparo as causa:
            self._dudar(campo, celda, sitio, causa)
            valor = causa.valor
        except CeldaIlegible as causa:
            self._dudar(campo, celda, sitio, causa)
        # Una celda vacía vale la constante; una ilegible no: se quedaría una duda sin sentido.
        if valor is None and campo.campo.constante is not None and sin_dato(celda):
            return leer_ajena(Celda(campo.campo.constante, "s"), campo.de_constante)
        return valor

    def _celda(self, fila: int, campo: CampoUbicado) -> tuple[Celda, tuple[int, int]]:
        """La celda que vale para un campo en una fila, y dónde está."""
        if not campo.numeros:
            return VACIA, (fila, 1)
        posibles = [
            (self._una(fila, numero, campo), self._sitio(fila, numero, campo)) for numero in campo.numeros
        ]
        if campo.campo.tomar is Tomar.ULTIMA_LLENA:
            return next((par for par in reversed(posibles) if not sin_dato(par[0])), posibles[-1])
        if campo.campo.tomar is Tomar.UNIR:
            textos = (str(celda.valor) for celda, _ in posibles if not sin_dato(celda))
            return Celda(" ".join(texto_de_una_linea(texto) for texto in textos) or None, "s"), posibles[0][1]
        return posibles[0]

    def _una(self, fila: int, numero: int, campo: CampoUbicado) -> Celda:
        if campo.es_dinero:
            return visible(self._hoja, fila, numero)
        return self._herencia.valor(fila, numero)

    def _sitio(self, fila: int, numero: int, campo: CampoUbicado) -> tuple[int, int]:
        return (fila, numero) if campo.es_dinero else self._herencia.sitio(fila, numero)

    def _dudar(self, campo: CampoUbicado, celda: Celda, sitio: tuple[int, int], causa: CeldaIlegible) -> None:
        rango = self._hoja.cubierta_por(*sitio)
        donde = referencia(rango.fila, rango.columna) if rango else referencia(*sitio)
        titulo = campo.lectura.columna.titulo
        self._leida.dudosos.setdefault(
            (donde, causa.codigo),
            ValorDudoso(
                self._hoja.nombre,
                donde,
                campo.campo.dato,
                causa.codigo,
                citar(celda).strip("«»"),
                f"«{titulo}» {causa.frase}.",
            ),
        )


def filas_fuera(leida: HojaLeida) -> Iterator[tuple[MotivoDeSalto, list[int], Centavos]]:
    """(motivo, filas, centavos por dato) de lo que no se leyó, en el orden de los motivos."""
    for motivo in MotivoDeSalto:
        if filas := leida.fuera.get(motivo):
            yield motivo, filas, leida.dinero_fuera.get(motivo, {})
